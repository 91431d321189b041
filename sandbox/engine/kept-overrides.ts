import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
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
  // A value may be a secret; a file that was left half-written may be readable by others.
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, `${JSON.stringify(merged, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
