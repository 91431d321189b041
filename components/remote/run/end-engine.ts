import { spawn } from "node:child_process";
import type { RollRun } from "./roll-run";

/** By then the command that failed has ended, and the engine has its words. */
const afterMs = 1000;

/**
 * Ends an engine that would else never end: one interrupt, as of Ctrl-C. By a process of its own, as the engine then
 * kills what it has started.
 */
export function endEngine({ pid }: Pick<RollRun, "pid">): void {
  if (pid === undefined || process.platform === "win32") return;
  const text = `setTimeout(() => process.kill(${pid}, "SIGINT"), ${afterMs})`;
  spawn(process.execPath, ["-e", text], { detached: true, stdio: "ignore" }).unref();
}
