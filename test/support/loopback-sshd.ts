import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import execa from "execa";
import { poll } from "../../components/remote/poll";
import { connect } from "../../components/remote/ssh/connect";
import type { SshTarget } from "../../components/remote/ssh-target";
import { freePort } from "./free-port";

const sshd = "/usr/sbin/sshd";

export const canRunSshd = process.getuid?.() === 0 && existsSync(sshd);

/**
 * OpenSSH's own daemon on loopback, whose sessions have a `/var/lib` of their own: what is written down on a machine is
 * not written on this computer.
 */
export async function startSshd(folder: string, name: string): Promise<{ target: SshTarget; stop(): void }> {
  const key = (file: string) => {
    execa.sync("ssh-keygen", ["-q", "-N", "", "-C", "", "-t", "ed25519", "-f", file]);
    return { privateKey: readFileSync(file, "utf8"), publicKey: readFileSync(`${file}.pub`, "utf8").trim() };
  };
  const [hostFile, userFile] = [join(folder, "host-key"), join(folder, "user-key")];
  const [host, user, port] = [key(hostFile), key(userFile), await freePort()];
  const config = join(folder, "sshd.conf");
  const lines = [
    ...[
      `Port ${port}`,
      "ListenAddress 127.0.0.1",
      `HostKey ${hostFile}`,
      `AuthorizedKeysFile ${userFile}.pub`,
    ],
    ...["PidFile none", "StrictModes no", "UsePAM no", "PermitRootLogin prohibit-password"],
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  mkdirSync("/run/sshd", { recursive: true });
  const script = `mount -t tmpfs none /var/lib && exec ${sshd} -D -e -f ${config}`;
  const daemon = spawn("unshare", ["--mount", "sh", "-c", script], { stdio: "ignore" });
  const target = {
    ...{ name, host: "127.0.0.1", port, user: "root", privateKey: user.privateKey, hostKey: host.publicKey },
  };
  const answers = () =>
    connect(target, { attemptTimeoutSec: 2 }).then(
      (connection) => {
        connection.close();
        return true;
      },
      () => undefined,
    );
  if (!(await poll(answers, { timeoutSec: 60, intervalMs: 50 }))) throw new Error("sshd does not answer");
  return { target, stop: () => void daemon.kill("SIGTERM") };
}
