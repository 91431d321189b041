import { readdirSync } from "node:fs";
import { join } from "node:path";
import { identifyProcess, processStartTicks } from "../process-identity";

const pattern = /^building-(\d+)-(\d+)(?:-\d+)?$/;
let made = 0;

/**
 * Name of a folder in which this process builds something for the cache, until it is whole and renamed: another one at
 * each call, as it may build two things at once.
 * @throws Error when there is no /proc.
 */
export function buildingFolder(): string {
  const self = identifyProcess(process.pid);
  if (!self) throw new Error("/proc doesn't show this process; mount it");
  return `building-${self.pid}-${self.startTicks}-${made++}`;
}

/** Those of the names that a dead process left behind. */
export function findAbandoned(
  names: readonly string[],
  startTicksOf: (pid: number) => number | undefined,
): string[] {
  return names.filter((name) => {
    const [, pid, startTicks] = pattern.exec(name) ?? [];
    return pid !== undefined && startTicksOf(Number(pid)) !== Number(startTicks);
  });
}

/** Paths of folders that processes which were killed left half built. */
export function abandonedFolders(parent: string): string[] {
  const names = findAbandoned(readdirSync(parent), processStartTicks);
  return names.map((name) => join(parent, name));
}
