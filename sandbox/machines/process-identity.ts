import { readFileSync } from "node:fs";

/** A process that a recycled pid can't be mistaken for. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/<pid>/stat: clock ticks between the boot of this computer and the process's start. */
  readonly startTime: string;
}

/** The fields of /proc/<pid>/stat behind the program's name, which may hold anything. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** Undefined when no such process lives; a zombie counts as dead. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const [state, ...rest] = statFields(pid) ?? [];
  const startTime = rest[18];
  if (startTime === undefined || state === "Z" || state === "X") return undefined;
  return { pid, startTime };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTime === identity.startTime;
}
