import { hostname, userInfo } from "node:os";
import { findRun } from "./find-run";
import { type ReadProcess, readPlace, readProcess } from "./process-table";

/** The roll that a command is part of: one `pulumi up`, or whatever else started it. */
export interface RollRun {
  /** The same for all commands of one run and for no other. */
  readonly id: string;
  /** `alice@ci-7` */
  readonly by: string;
  /** Its process; unknown when the run was named from outside. */
  readonly pid?: number;
  /** Whether this run is still there, so that somebody goes on after this command. */
  isHere(): boolean;
  /** Whether the run with this id is still there; `undefined` where that can't be seen from here. */
  isRunning(id: string): boolean | undefined;
}

/** What a run is told of the world; a test brings its own. */
export interface RunSources {
  readonly read: ReadProcess;
  readonly place: string;
  readonly by: string;
  readonly parent: number;
}

/** @param named `WSO2_ROLL_RUN`, for runs that are more than one process. */
export function identifyRun(named: string | undefined, sources: RunSources = readSources()): RollRun {
  const { read, place, by, parent } = sources;
  const isRunning = (id: string) => {
    const [, pid, started, at] = /^(\d+):(\S+)@(\S+)$/.exec(id) ?? [];
    if (pid === undefined || at !== place) return undefined;
    return read(Number(pid))?.started === started;
  };
  const found = findRun(read, parent);
  const isHere = () => !found || read(found.pid)?.started === found.started;
  if (named) return { id: named, by, isRunning, isHere };
  // Without a parent there is nothing to outlive: the command is a run of its own.
  const { pid, started } = found ?? { pid: process.pid, started: "0" };
  return { id: `${pid}:${started}@${place}`, by, pid, isRunning, isHere };
}

function readSources(): RunSources {
  return { read: readProcess, place: readPlace(), by: `${userName()}@${hostname()}`, parent: process.ppid };
}

/** A container may run under a user id that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
