import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import type { ExistingClusterArgs } from "./existing-cluster-args";

/** The arguments once every secret among them has been read: what is rolled has to be known before it is described. */
export type KnownClusterArgs = pulumi.Unwrap<ExistingClusterArgs>;

/**
 * Reads what is secret, or what another resource gave out, so that all is plain.
 *
 * @throws pulumi.InputPropertiesError for what only an `up` will know.
 */
export async function knownArgs(
  subject: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const known = await Promise.all(
    Object.entries(args).map(async ([key, value]) => {
      const output = pulumi.output(value) as pulumi.Output<unknown> & Later;
      return (await output.isKnown) ? { key, value: await output.promise() } : { key };
    }),
  );
  const reason =
    "is not known before another resource is made; what a roll is about has to be known in a preview";
  failOnProblems(
    subject,
    known.flatMap((each) => ("value" in each ? [] : [{ propertyPath: each.key, reason }])),
  );
  return Object.fromEntries(known.map(({ key, value }) => [key, value]));
}

/** What an output knows of itself, beside what the SDK's types say. */
interface Later {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<unknown>;
}
