import { spawn } from "node:child_process";
import { endGroup } from "../../remote/end-group";
import type { Hook } from "./hook-plan";
import type { HookRun } from "./hook-run";

const keptCharacters = 20_000;
const killAfterSec = 5;

/** On the operator's computer, in the folder of the stack, with all that it starts in one process group. */
export function runHere(
  hook: Hook,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HookRun> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", hook.command], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-keptCharacters);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let late = false;
    let killer: NodeJS.Timeout | undefined;
    const end = () => {
      endGroup(child.pid, "SIGTERM");
      killer = setTimeout(() => endGroup(child.pid, "SIGKILL"), killAfterSec * 1000);
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, hook.timeoutSec * 1000);
    signal.addEventListener("abort", end, { once: true });
    const done = () => {
      clearTimeout(timer);
      clearTimeout(killer);
      signal.removeEventListener("abort", end);
    };
    child.once("error", (error) => {
      done();
      reject(error);
    });
    child.once("close", (code) => {
      done();
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: late ? undefined : (code ?? 128), output });
    });
  });
}
