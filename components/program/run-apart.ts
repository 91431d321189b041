import { spawn } from "node:child_process";
import { findRun, isEngine } from "../remote/run/find-run";
import { readProcess } from "../remote/run/process-table";
import type { RunSources } from "../remote/run/roll-run";

/** What an end half-way would leave undone on live balancers. */
const undoing = ["leave", "join", "repair"];
const variable = "PULUMI_WSO2_STARTED_BY";

/**
 * Whether a command runs in a process of its own. An interrupted engine kills what its provider has started, at once
 * and without a word: the shell, or this very process where the shell has made way for it, as bash does. At a second
 * Ctrl-C the whole process group goes. A process apart sees it, undoes, and says so on the same standard error, which
 * the provider reads to its end.
 */
export function isRunApart(command: string | undefined): boolean {
  if (!undoing.includes(command ?? "") || process.env[variable] !== undefined) return false;
  const run = findRun(readProcess, process.ppid);
  return run !== undefined && isEngine(run);
}

/** Runs the program once more, apart. @returns its exit status. */
export function runApart(main: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [main, ...args], {
    detached: true,
    stdio: "inherit",
    env: { ...process.env, [variable]: `${process.ppid} ${process.pid}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** In the process apart: what started the command. What it starts itself is not told. */
export function takeStarter(env: NodeJS.ProcessEnv): Pick<RunSources, "parent" | "starter"> | undefined {
  const [parent, starter] = (env[variable] ?? "").split(" ").map(Number);
  delete env[variable];
  return parent && starter ? { parent, starter } : undefined;
}
