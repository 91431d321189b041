import type { Problem, Problems } from "../validation/problems";
import type { CarbonSettings } from "./carbon/carbon-settings";
import { checkCarbon, kernelKeys } from "./carbon/check-carbon";
import { checkKnownKeys, type KnownKeys } from "./known-keys";
import { releaseOf } from "./release-of";
import type { TomlTable } from "./toml-table";

/** Notes what a product or its kernel has against settings and keys; of one key the product's own word alone. */
export function checkOnKernel(
  problems: Problems,
  known: KnownKeys,
  { version, kernel }: { readonly version: string; readonly kernel: string },
  settings: Omit<CarbonSettings, "databases"> & {
    readonly databases?: object;
    readonly newKeys?: readonly string[];
  },
  extra: TomlTable,
): void {
  const { databases, newKeys, ...carbon } = settings;
  const shared = { ...carbon, ...(databases ? { databases: { ...databases } } : {}) };
  // A kernel's word before "did you mean": the nearest key may be one that it refuses.
  const all = { ...known, bad: [...known.bad, ...kernelKeys] };
  const own = checkKnownKeys(all, releaseOf(version), extra, newKeys);
  const named = new Set(own.map(({ propertyPath }) => propertyPath));
  const carbons = checkCarbon(kernel, shared, extra).filter((each) => !named.has(each.propertyPath));
  for (const { propertyPath, reason } of [...own, ...carbons]) problems.require(false, propertyPath, reason);
}

/** A version that none of the releases has. */
export function unknownRelease(version: string, releases: readonly string[]): Problem {
  const those = releases.map((each) => `${each}.x`).join(", ");
  return { propertyPath: "version", reason: `got ${JSON.stringify(version)}; ${those} are known` };
}

/** Notes what is no address of a server alone. */
export function checkServerUrl(problems: Problems, url: string, at: string): void {
  problems.matches(url, at, /^https:\/\/[a-z0-9.-]+(:\d+)?$/, "https://name:port, without a path,");
}

/** What of a product's settings says where its tables are. */
interface SharedDatabaseSettings {
  readonly databases?: unknown;
  readonly apart?: boolean;
  readonly databasesOfWorkload?: boolean;
}

/**
 * Notes that several nodes have no database in common.
 *
 * @param names What the settings want, `apim_db and shared_db`.
 * @param lost What one node does not know of the other.
 */
export function checkSharedDatabases(
  problems: Problems,
  { databases, apart = false, databasesOfWorkload = false }: SharedDatabaseSettings,
  nodeCount: number,
  names: string,
  lost: string,
): void {
  problems.require(
    databases === undefined || !databasesOfWorkload,
    "databases",
    "is set, and so is databasesOfWorkload; the nodes keep their tables in one of them",
  );
  problems.require(
    databases !== undefined || databasesOfWorkload || apart || nodeCount <= 1,
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
