import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SshTarget } from "../remote/ssh-target";
import { planSsh } from "./ssh-arguments";

/**
 * Opens a shell, or runs one command, on the terminal of this process. The keys are in a folder of this user's alone
 * while it lasts.
 *
 * @returns The exit status of `ssh`, which is that of the command.
 * @throws Error when there is no `ssh` on this computer.
 */
export async function runSsh(target: SshTarget, words: readonly string[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-wso2-ssh-"));
  // An interrupt is for the program on the machine; the key files go all the same.
  const ignore = () => {};
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ignore);
  try {
    const plan = planSsh(target, folder, words);
    for (const [name, text] of Object.entries(plan.files)) {
      await writeFile(join(folder, name), text, { mode: 0o600 });
    }
    return await new Promise((resolve, reject) => {
      const child = spawn("ssh", plan.arguments, { stdio: "inherit" });
      child.on("error", (error) => reject(new Error(`ssh can't be run here: ${error.message}`)));
      child.on("exit", (code) => resolve(code ?? 255));
    });
  } finally {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, ignore);
    await rm(folder, { recursive: true, force: true });
  }
}
