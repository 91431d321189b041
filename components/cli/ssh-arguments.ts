import { join } from "node:path";
import type { SshTarget } from "../remote/ssh-target";

/** A login as OpenSSH takes it: arguments of `ssh`, and files that they name. */
export interface SshLogin {
  readonly arguments: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/** The way to a machine that goes over a command of this computer. */
type Proxied = SshTarget & { readonly proxyCommand?: string };

/**
 * How `ssh` reaches a machine: by its own key alone, no other host key is taken, nothing of the user's configuration
 * counts. Keys are in files, never in arguments.
 *
 * @param folder Where the files will be.
 */
export function planSsh(target: Proxied, folder: string, words: readonly string[] = []): SshLogin {
  const own = hop(target, folder, "machine");
  const jump = target.jump ? hop(target.jump, folder, "jump") : undefined;
  const proxy = jump
    ? ["ssh", ...jump.arguments, "-W", "%h:%p", jump.login]
        .map(quote)
        .join(" ")
        .replaceAll("'%h:%p'", "%h:%p")
    : target.proxyCommand;
  return {
    arguments: [...own.arguments, ...(proxy ? ["-o", `ProxyCommand=${proxy}`] : []), own.login, ...words],
    files: { ...own.files, ...jump?.files },
  };
}

function hop({ name, host, port, user, privateKey, hostKey }: SshTarget, folder: string, role: string) {
  const options = {
    IdentityFile: join(folder, `${role}-key`),
    IdentitiesOnly: "yes",
    UserKnownHostsFile: join(folder, `${role}-hosts`),
    GlobalKnownHostsFile: "/dev/null",
    StrictHostKeyChecking: "yes",
    HostKeyAlias: name,
    ConnectTimeout: "10",
    LogLevel: "ERROR",
  };
  const flags = Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  return {
    login: `${user}@${host}`,
    arguments: ["-F", "none", ...flags, ...(port ? ["-p", String(port)] : [])],
    files: {
      [`${role}-key`]: `${privateKey.trimEnd()}\n`,
      [`${role}-hosts`]: `${name} ${hostKey.trim()}\n`,
    },
  };
}

function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
