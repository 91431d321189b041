import { readDatabaseRoot } from "../databases/authority";
import { servedEngines } from "../databases/database-model";
import { ensureJars, jarsFolder } from "../databases/ensure-jars";
import type { Overrides } from "../engine/overrides";
import { ensureImage } from "../machines";
import { project, type StackSettings } from "./stack-settings";

/** What a stack's database needs here: its machines' image, and the jars for nodes that have no way to Maven Central. */
export async function ensureDatabase(
  { database }: Pick<StackSettings, "database">,
  log: (line: string) => void,
): Promise<void> {
  if (!servedEngines.includes(String(database?.engine))) return;
  await Promise.all([ensureImage(log, "databases"), ensureJars(log), readDatabaseRoot()]);
}

/** The database's configuration with what is the sandbox's own where the user gave none: its roots and its jars. */
export async function planDatabaseOverride({
  database,
}: Pick<StackSettings, "database">): Promise<Overrides> {
  if (!servedEngines.includes(String(database?.engine))) return {};
  const own = { caPem: await readDatabaseRoot(), jarFolder: `file://${jarsFolder()}` };
  return { [`${project}:database`]: JSON.stringify({ ...own, ...database }) };
}
