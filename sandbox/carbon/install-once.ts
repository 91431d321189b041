import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Makes `target` (a file or a folder) with `make`, which is given a folder of its own to work in and returns
 * the path there of what it made. The target appears whole or not at all; of two makers at once one wins.
 */
export async function installOnce(target: string, make: (workDir: string) => Promise<string>): Promise<void> {
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  const workDir = await mkdtemp(join(parent, `.${basename(target)}-`));
  try {
    const made = await make(workDir);
    await rename(made, target).catch((error: NodeJS.ErrnoException) => {
      const lostTheRace = (error.code === "ENOTEMPTY" || error.code === "EEXIST") && existsSync(target);
      if (!lostTheRace) throw error;
    });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
