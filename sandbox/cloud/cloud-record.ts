import { chmod, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a cloud says of itself to later commands. */
export interface CloudRecord {
  readonly pid: number;
  /** Start of the process, in clock ticks since boot. */
  readonly startTicks: number;
  /** Of the AWS API. */
  readonly endpoint: string;
  /** Proves to the control socket that its user may read this record. */
  readonly token: string;
}

function recordPath(stateDir: string): string {
  return join(stateDir, "cloud.json");
}

export async function writeCloudRecord(stateDir: string, record: CloudRecord): Promise<void> {
  const path = recordPath(stateDir);
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  await chmod(unfinished, 0o600);
  await rename(unfinished, path);
}

/** The record of the last cloud, dead or alive; undefined when there is none. */
export async function readCloudRecord(stateDir: string): Promise<CloudRecord | undefined> {
  try {
    return JSON.parse(await readFile(recordPath(stateDir), "utf8")) as CloudRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export async function removeCloudRecord(stateDir: string): Promise<void> {
  await rm(recordPath(stateDir), { force: true });
}
