import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isRunning, processStartTicks } from "../process-identity";

const pollMs = 300;
const limitSec = 20 * 60;

/**
 * Runs `work` while no other process does so under the same lock file. A lock whose holder has died is taken over.
 *
 * @throws Error when the holder keeps it for longer than 20 minutes
 */
export async function withFileLock<T>(
  path: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const deadline = Date.now() + limitSec * 1000;
  let told = false;
  while (!(await tryTake(path))) {
    const holder = await readHolder(path);
    if (holder && !isRunning(holder.pid, holder.startTicks)) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() > deadline) throw new Error(`${path} is held by process ${holder?.pid} for too long.`);
    if (!told && holder) log(`waiting for process ${holder.pid}, which does the same`);
    told = true;
    await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The lock appears with its holder's name in it: nobody ever sees it without. */
async function tryTake(path: string): Promise<boolean> {
  const own = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await writeFile(own, `${process.pid} ${processStartTicks(process.pid)}\n`);
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function readHolder(path: string): Promise<{ pid: number; startTicks: number } | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const [pid, startTicks] = text.trim().split(" ").map(Number);
  return pid && startTicks ? { pid, startTicks } : undefined;
}
