import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type ProgramRun, planRun } from "./plan-run";

/** The SDK's runner ends so when the user has been told what is wrong. */
const alreadyReported = 32;

/** How a program ended; no error and no `bail` when it did all that it wanted. */
export interface ProgramEnd {
  readonly error: string;
  /** Whether the engine is to stop without another word. */
  readonly bail: boolean;
}

/** Runs the program by the `cmd/run` of its own SDK, with this process's output. */
export async function runProgram(run: ProgramRun, signal: AbortSignal): Promise<ProgramEnd> {
  const runner = createRequire(join(run.directory, "program.js")).resolve("@pulumi/pulumi/cmd/run");
  const { args, env } = planRun(run, runner);
  // As the official host does: the Node.js on the PATH, whichever runs this host.
  const child = spawn("node", ["--require", require.resolve("../deferred/pulumi-closures"), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
    signal,
  });
  const status = await new Promise<number | string>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, killedBy) => resolve(code ?? killedBy ?? "unknown"));
  });
  if (status === 0) return { error: "", bail: false };
  if (status === alreadyReported) return { error: "", bail: true };
  return { error: `Program exited with non-zero exit code: ${status}`, bail: false };
}
