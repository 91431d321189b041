/** The oldest Go that builds the engine. */
export const oldestGo = "1.25.11";

function parts(version: string): number[] {
  return version.split(".").map(Number);
}

/** Reads `go version go1.26.6 linux/amd64`; undefined for anything that is no release. */
export function parseGoVersion(text: string): string | undefined {
  return /\bgo version go(\d+(?:\.\d+){1,2})(?=\s)/.exec(text)?.[1];
}

export function isNewEnough(version: string, oldest: string = oldestGo): boolean {
  const [have, need] = [parts(version), parts(oldest)];
  const differing = need.findIndex((part, index) => part !== (have[index] ?? 0));
  return differing === -1 || (have[differing] ?? 0) > (need[differing] ?? 0);
}
