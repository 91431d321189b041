import { lstat, readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "./run-tool";

/** Any fixed time that a zip can hold. */
const packedAt = new Date("2025-01-01T00:00:00Z");

/** Zips one folder of `directory`, modes kept; the same contents give the same bytes. Returns the zip's path. */
export async function createZip(directory: string, folder: string): Promise<string> {
  await setTimes(join(directory, folder));
  const zip = join(directory, "pack.zip");
  await runTool("python3", ["-m", "zipfile", "-c", zip, folder], {
    cwd: directory,
    debianPackage: "python3",
  });
  return zip;
}

async function setTimes(path: string): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    for (const name of await readdir(path)) await setTimes(join(path, name));
  }
  await utimes(path, packedAt, packedAt);
}
