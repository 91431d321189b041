import type { ProcessFacts, ReadProcess } from "./process-table";

const shells = new Set(["sh", "dash", "bash", "ash", "busybox", "zsh", "ksh", "fish"]);

/** The first ancestor that is no shell; the last shell where there is nothing above it. */
function beyondShells(read: ReadProcess, pid: number): ProcessFacts | undefined {
  const found = read(pid);
  if (!found || !shells.has(found.name)) return found;
  return beyondShells(read, found.parent) ?? found;
}

/** Pulumi's engine. */
export function isEngine({ name }: ProcessFacts): boolean {
  return /^pulumi(\.exe)?$/.test(name);
}

/**
 * The process that lives as long as one `pulumi up`: the engine above the provider above the shell that runs
 * the command. Not the provider itself: an engine may have two of them, and one may outlive an engine that
 * was killed. Where no engine is above it, whatever program started the command.
 */
export function findRun(read: ReadProcess, parent: number): ProcessFacts | undefined {
  const starter = beyondShells(read, parent);
  const above = starter && beyondShells(read, starter.parent);
  return above && isEngine(above) ? above : starter;
}
