import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const written = new Map<string, string>();

/** Puts what the cloud sees where the AWS API reads it; what is the same is not written again. */
export async function writeReport(stateDir: string, name: string, report: unknown): Promise<void> {
  const path = join(stateDir, "aws-api", name);
  const text = JSON.stringify(report);
  if (written.get(path) === text) return;
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
  written.set(path, text);
}
