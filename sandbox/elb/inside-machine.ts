import { readFileSync } from "node:fs";
import execa from "execa";

/**
 * The first process inside a machine, seen from here.
 *
 * @param pid Of the host process that runs the machine.
 * @throws Error while the machine has no init yet.
 */
export function findInit(pid: number): number {
  const init = searchInit(pid);
  if (init === undefined) throw new Error(`process ${pid} runs no machine yet`);
  return init;
}

function searchInit(pid: number): number | undefined {
  // Its ids, this computer's first and then one for each process namespace around it.
  if (/^NSpid:\s.*\s1$/m.test(read(`/proc/${pid}/status`))) return pid;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
  for (const child of children) {
    const init = searchInit(child);
    if (init !== undefined) return init;
  }
  return undefined;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

/** Path of a machine's file as this computer sees it. */
export function pathInside(init: number, path: string): string {
  return `/proc/${init}/root${path}`;
}

/** Runs a program in a machine as its root. */
export async function runInside(init: number, command: readonly string[]): Promise<string> {
  const enter = ["--target", String(init), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd"];
  const { stdout } = await execa("nsenter", [...enter, "--", ...command], { timeout: 60_000 });
  return stdout;
}
