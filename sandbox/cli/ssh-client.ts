import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { hasProgram } from "../prerequisites/find-program";
import type { SshLogin } from "./ssh";
import { runSsh2 } from "./ssh2-client";

/** Arguments of the `ssh` program; it knows this machine's key and no other. */
export function planSshArguments(login: SshLogin, folder: string, command: string): string[] {
  const options = {
    IdentityFile: join(folder, "key"),
    IdentitiesOnly: "yes",
    UserKnownHostsFile: join(folder, "known_hosts"),
    GlobalKnownHostsFile: "/dev/null",
    StrictHostKeyChecking: "yes",
    HostKeyAlias: login.key,
    ConnectTimeout: "10",
    LogLevel: "ERROR",
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  return ["-F", "none", ...flags, `${login.user}@${login.address}`, ...(command ? [command] : [])];
}

/**
 * Opens a shell, or runs one command, on the terminal of this process.
 *
 * @returns The exit status.
 */
export async function runSsh(login: SshLogin, command: string): Promise<number> {
  if (!hasProgram("ssh")) return runSsh2(login, command);
  const folder = await mkdtemp(join(tmpdir(), "sandbox-ssh-"));
  // An interrupt is for the program on the machine; the key file goes all the same.
  const ignore = () => {};
  process.on("SIGINT", ignore);
  try {
    await writeFile(join(folder, "key"), `${login.privateKey.trimEnd()}\n`, { mode: 0o600 });
    await writeFile(join(folder, "known_hosts"), `${login.key} ${login.hostKey.trim()}\n`);
    const child = await execa("ssh", planSshArguments(login, folder, command), {
      stdio: "inherit",
      reject: false,
    });
    return child.exitCode ?? 255;
  } finally {
    process.off("SIGINT", ignore);
    await rm(folder, { recursive: true, force: true });
  }
}
