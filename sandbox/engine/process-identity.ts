import { readFileSync } from "node:fs";

/** USER_HZ, which Linux fixes at 100 for what it shows in /proc. */
const ticksPerSec = 100;

/** When a process started, in clock ticks since boot; undefined when there is no such process. */
export function processStartTicks(pid: number): number | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  // The second field is the command's name in parentheses and may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields || fields[0] === "Z") return undefined;
  return Number(fields[19]);
}

/** Whether the very process that had this id and start is still running, and not another one under its id. */
export function isRunning(pid: number, startTicks: number): boolean {
  return processStartTicks(pid) === startTicks;
}

/** When a process started, in milliseconds since the epoch; undefined when there is no such process. */
export function processStartedAtMs(pid: number): number | undefined {
  const ticks = processStartTicks(pid);
  const bootSec = /^btime (\d+)$/m.exec(readText("/proc/stat") ?? "")?.[1];
  if (ticks === undefined || bootSec === undefined) return undefined;
  return (Number(bootSec) + ticks / ticksPerSec) * 1000;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
