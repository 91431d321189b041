import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A process that a recycled id can't be mistaken for. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** The program's name, without its folder. */
  readonly name: string;
  /** When it started, in the system's own words; never changes and has no blanks. */
  readonly started: string;
}

/** Undefined when no such process lives; one that has ended and was not waited for counts as gone. */
export type ReadProcess = (pid: number) => ProcessFacts | undefined;

/** Reads /proc/<pid>/stat: the second field is the program's name in parentheses and may hold anything. */
export function parseProcStat(pid: number, text: string): ProcessFacts | undefined {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  const [state, parent, ...rest] = text.slice(close + 2).split(" ");
  const started = rest[17];
  if (open === -1 || started === undefined || state === "Z" || state === "X") return undefined;
  return { pid, parent: Number(parent), name: text.slice(open + 1, close), started };
}

/** Reads one line of `ps -o state=,ppid=,lstart=,comm=`: a date of five words, then a path. */
export function parsePsLine(pid: number, line: string): ProcessFacts | undefined {
  const [, state, parent, started, path] =
    /^(\S+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(line.trim()) ?? [];
  if (!state || !started || !path || state.startsWith("Z")) return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/^-/, "");
  return { pid, parent: Number(parent), name, started: started.replace(/\s+/g, "_") };
}

function readLinux(pid: number): ProcessFacts | undefined {
  try {
    return parseProcStat(pid, readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return undefined;
  }
}

function readPs(pid: number): ProcessFacts | undefined {
  const args = ["-o", "state=,ppid=,lstart=,comm=", "-p", String(pid)];
  try {
    return parsePsLine(
      pid,
      execFileSync("ps", args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } }),
    );
  } catch {
    return undefined;
  }
}

export const readProcess: ReadProcess = process.platform === "linux" ? readLinux : readPs;

/**
 * Where process ids mean the same: this boot of this computer and, in a container, this container.
 * Two containers often have one name and see nothing of each other.
 */
export function readPlace(): string {
  if (process.platform !== "linux") return hostname();
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").slice(0, 8);
    return `${boot}-${readlinkSync("/proc/self/ns/pid").replace(/\D/g, "")}`;
  } catch {
    return hostname();
  }
}
