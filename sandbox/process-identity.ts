import { readFileSync } from "node:fs";
import { readProcess } from "../components/remote/run/process-table";

/** USER_HZ, which Linux fixes at 100 for what it shows in /proc. */
const ticksPerSec = 100;

/** A process that a recycled id can't be mistaken for. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the boot of this computer and the process's start. */
  readonly startTicks: number;
}

/** Undefined when no such process lives; one that has ended and was not waited for counts as gone. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startTicks = processStartTicks(pid);
  return startTicks === undefined ? undefined : { pid, startTicks };
}

/** When a process started, in clock ticks since boot; undefined when there is no such process. */
export function processStartTicks(pid: number): number | undefined {
  const started = readProcess(pid)?.started;
  return started === undefined ? undefined : Number(started);
}

/** Whether the very process that had this id and start is still running, and not another one under its id. */
export function isRunning(pid: number, startTicks: number): boolean {
  return processStartTicks(pid) === startTicks;
}

/** When a process started, in milliseconds since the epoch; undefined when there is no such process. */
export function processStartedAtMs(pid: number): number | undefined {
  const ticks = processStartTicks(pid);
  const bootSec = /^btime (\d+)$/m.exec(readStat())?.[1];
  if (ticks === undefined || bootSec === undefined) return undefined;
  return (Number(bootSec) + ticks / ticksPerSec) * 1000;
}

/** Nothing to do where the process has ended. */
export function signalIfThere(pid: number, name: number | NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function readStat(): string {
  try {
    return readFileSync("/proc/stat", "utf8");
  } catch {
    return "";
  }
}
