import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mergeOverrides, type Overrides } from "./overrides";

function keptPath(stateDir: string): string {
  return join(stateDir, "overrides.json");
}

/** What `up --set` has set so far, by full key. */
export async function readKeptOverrides(stateDir: string): Promise<Overrides> {
  try {
    return JSON.parse(await readFile(keptPath(stateDir), "utf8")) as Overrides;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

/**
 * Adds to them for later commands.
 *
 * @throws Error for a key that is not `key` or `namespace:key`.
 */
export async function keepOverrides(stateDir: string, sets: Overrides, project: string): Promise<void> {
  const path = keptPath(stateDir);
  const merged = mergeOverrides(await readKeptOverrides(stateDir), sets, project);
  await mkdir(stateDir, { recursive: true });
  await writeFile(`${path}.new`, `${JSON.stringify(merged, undefined, 2)}\n`);
  await rename(`${path}.new`, path);
}
