import { readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { processStartedAtMs } from "../process-identity";

/** What the engine's file backend writes into a lock file. */
export interface EngineLock {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  /** RFC 3339. */
  readonly timestamp: string;
}

const clockToleranceMs = 2_000;

/**
 * Removes the locks of a stack whose holders were killed, as `pulumi cancel` would.
 *
 * @throws Error naming the holder of a lock that may still be at work
 */
export async function unlockIfStale(
  options: { stack: string; stateDir: string; project: string },
  log: (line: string) => void,
): Promise<void> {
  const folder = join(
    backendDir(options.stateDir),
    ".pulumi/locks/organization",
    options.project,
    options.stack,
  );
  const locks = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  for (const path of locks.map((name) => join(folder, name))) {
    const lock = parseLock(await readFile(path, "utf8").catch(() => ""));
    if (lock && !isStale(lock)) throw new Error(renderLockedError(options.stack, lock));
    // Beside each of its files, the backend keeps one with attributes.
    await Promise.all([rm(path, { force: true }), rm(`${path}.attrs`, { force: true })]);
    const holder = lock ? `process ${lock.pid}` : "a process";
    log(`removed the lock that ${holder} left on stack ${options.stack} when it was killed`);
  }
}

/** Where the engine keeps the state of a sandbox's stack. */
export function backendDir(stateDir: string): string {
  return join(stateDir, "pulumi-state");
}

function isStale(lock: EngineLock): boolean {
  if (lock.hostname !== hostname()) return false;
  const startedAtMs = processStartedAtMs(lock.pid);
  return startedAtMs === undefined || startedAtMs > Date.parse(lock.timestamp) + clockToleranceMs;
}

/** An unreadable lock was cut short by a kill while it was written. */
function parseLock(text: string): EngineLock | undefined {
  try {
    return JSON.parse(text) as EngineLock;
  } catch {
    return undefined;
  }
}

function renderLockedError(stack: string, lock: EngineLock): string {
  const holder = `${lock.username}@${lock.hostname}, process ${lock.pid}, since ${lock.timestamp}`;
  return `Stack ${stack} is being changed by ${holder}. Wait until it ends, or stop it: kill -INT ${lock.pid}`;
}
