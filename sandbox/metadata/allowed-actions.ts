/** A policy's document, as far as actions go. */
interface PolicyDocument {
  readonly Statement?: Statement | readonly Statement[];
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
}

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** Actions that the policies allow. Which resources, and under which conditions, the sandbox doesn't judge. */
export function allowedActions(documents: readonly string[]): string[] {
  return documents
    .flatMap((text) => listOf((JSON.parse(text) as PolicyDocument).Statement))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => listOf(Action));
}

/** Whether one of them is this action: `ec2:AssignPrivateIpAddresses`. */
export function isAllowed(action: string, allowed: readonly string[]): boolean {
  return allowed.some((each) => {
    const pattern = each
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${pattern}$`, "i").test(action);
  });
}

/** What a signed request asks for: the service of its signature, and the action in its body. */
export function actionOf(authorization: string | undefined, body: string): string | undefined {
  const [, service] =
    /Credential=[^/]+\/\d+\/[^/]+\/([a-z0-9-]+)\/aws4_request/.exec(authorization ?? "") ?? [];
  const action = new URLSearchParams(body).get("Action");
  return service && action ? `${service}:${action}` : undefined;
}
