import type { Problems } from "../validation/problems";

/**
 * Notes that several nodes have no database in common.
 *
 * @param names What the settings want, `apim_db and shared_db`.
 * @param lost What one node does not know of the other.
 */
export function checkSharedDatabases(
  problems: Problems,
  { databases, apart = false }: { readonly databases?: unknown; readonly apart?: boolean },
  nodeCount: number,
  names: string,
  lost: string,
): void {
  problems.require(
    databases !== undefined || apart || nodeCount <= 1,
    "databases",
    `is needed by ${nodeCount} nodes: without shared databases ${lost}; set ${names}, or apart for a rehearsal`,
  );
}

/** Notes what no key of a `deployment.toml` looks like. */
export function checkNewKeys(problems: Problems, newKeys: readonly string[] = []): void {
  for (const [index, key] of newKeys.entries()) {
    problems.matches(key, `newKeys[${index}]`, /^[\w-]+(\.[\w-]+)+$/, "a key with its table, apim.ai.model,");
  }
}
