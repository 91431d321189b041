import { RollError } from "../../remote/roll-error";
import { type AwsPlace, type CallerIdentity, callerIdentityClient } from "./clients";

/** Who this process is, once for each profile. */
const identities = new Map<string, Promise<CallerIdentity>>();

/** What is asked for an account; `undefined` for who nobody can tell, as where STS is out of reach. */
export type AskIdentity = (place: AwsPlace) => Promise<CallerIdentity>;

function askOnce(place: AwsPlace): Promise<CallerIdentity> {
  const key = JSON.stringify([place.region, place.profile]);
  const known = identities.get(key) ?? callerIdentityClient(place).getCallerIdentity({});
  identities.set(key, known);
  return known;
}

/**
 * Whether this program works in the account that a resource was made in: Pulumi's provider may have credentials that
 * it does not have. STS answers everybody who has any credentials; where it does not answer, the next call tells more.
 *
 * @throws RollError that names both accounts, before anything is asked or changed there
 */
export async function checkAccount(
  place: AwsPlace,
  title: string,
  accountId: string | undefined,
  ask: AskIdentity = askOnce,
): Promise<void> {
  if (accountId === undefined) return;
  const own = await ask(place).catch(() => undefined);
  if (own?.Account === undefined || own.Account === accountId) return;
  throw new RollError({
    node: title,
    step: "see which AWS account this is",
    expected: `${accountId}, in which Pulumi's AWS provider works`,
    seen: `${own.Account} (${own.Arn ?? "no name"})`,
    next: "let this program find the provider's credentials: AWS_PROFILE, the other AWS_ variables, or aws:profile in the stack's configuration; then `pulumi up`. Nothing has moved",
  });
}
