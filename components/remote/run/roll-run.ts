import { hostname, userInfo } from "node:os";
import { destroysAll, goesOnAfterErrors, type ReadWords, readWords } from "./engine-words";
import { findRun, isEngine } from "./find-run";
import { type ProcessFacts, type ReadProcess, readPlace, readProcess } from "./process-table";

/** The roll that a command is part of: one `pulumi up`, or whatever else started it. */
export interface RollRun {
  /** The same for all commands of one run and for no other. */
  readonly id: string;
  /** `alice@ci-7` */
  readonly by: string;
  /** Its process; unknown when the run was named from outside. */
  readonly pid?: number;
  /** Whether it is a `pulumi destroy` of a whole stack. @default not known to be one */
  readonly destroysAll?: boolean;
  /** Whether it is a `pulumi up` that goes on after errors. @default not known to be one */
  readonly goesOnAfterErrors?: boolean;
  /** Whether this run is still there and wants this command's end, so that somebody goes on after it. */
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
  /** Where another process runs the command for the one that was started: that one. @default this one was started */
  readonly starter?: number;
  /** @default no process's words are known */
  readonly words?: ReadWords;
  /** `PULUMI_CONTINUE_ON_ERROR` is on. @default it is not */
  readonly continuesOnError?: boolean;
}

/** @param named `WSO2_ROLL_RUN`, for runs that are more than one process. */
export function identifyRun(named: string | undefined, sources: RunSources = readSources()): RollRun {
  const { read, place, by, parent, words = () => [], continuesOnError = false } = sources;
  const isRunning = (id: string) => {
    const [, pid, started, at] = /^(\d+):(\S+)@(\S+)$/.exec(id) ?? [];
    if (pid === undefined || at !== place) return undefined;
    return read(Number(pid))?.started === started;
  };
  const found = findRun(read, parent);
  const isSame = (facts: ProcessFacts) => read(facts.pid)?.started === facts.started;
  // An interrupted engine has its provider kill what that has started, the shell or the program, and nothing below it.
  // Whoever has no engine above may outlive a starter.
  const isRolling = found !== undefined && isEngine(found);
  const starters = isRolling ? [parent, ...(sources.starter ? [sources.starter] : [])] : [];
  const watched = starters.map((pid) => read(pid) ?? gone(pid));
  const isHere = () => !found || [found, ...watched].every(isSame);
  const said = found ? words(found.pid) : [];
  const asked = {
    ...(destroysAll(said) && { destroysAll: true }),
    ...(goesOnAfterErrors(said, continuesOnError) && { goesOnAfterErrors: true }),
  };
  if (named) return { id: named, by, isRunning, isHere, ...asked };
  // Without a parent there is nothing to outlive: the command is a run of its own.
  const { pid, started: since } = found ?? { pid: process.pid, started: "0" };
  return { id: `${pid}:${since}@${place}`, by, pid, isRunning, isHere, ...asked };
}

/** @param of The processes that started this command, where it runs for another one. */
export function readSources(of?: Pick<RunSources, "parent" | "starter">): RunSources {
  const by = `${userName()}@${hostname()}`;
  const continuesOnError = /^(true|t|1)$/i.test(process.env.PULUMI_CONTINUE_ON_ERROR ?? "");
  return {
    ...{ read: readProcess, words: readWords, place: readPlace(), by, continuesOnError },
    ...(of ?? { parent: process.ppid }),
  };
}

/** Never the same as one that lives. */
function gone(pid: number): ProcessFacts {
  return { pid, parent: 0, name: "", started: "" };
}

/** A container may run under a user id that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
