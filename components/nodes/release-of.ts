/** The release of a version: `4.4` of 4.4.0; empty for what is no version. */
export function releaseOf(version: string): string {
  const [, release = ""] = /^(\d+\.\d+)\.\d+([.-][0-9A-Za-z]+)*$/.exec(version) ?? [];
  return release;
}
