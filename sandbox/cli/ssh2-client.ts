import { Client, type ClientChannel } from "ssh2";
import type { SshLogin } from "./ssh";

/** The same without the `ssh` program on this computer. */
export function runSsh2(login: SshLogin, command: string): Promise<number> {
  const expected = Buffer.from(login.hostKey.trim().split(/\s+/)[1] ?? "", "base64");
  const client = new Client();
  return new Promise<number>((resolve, reject) => {
    const connect = (error: Error | undefined, channel: ClientChannel) => {
      if (error) return reject(error);
      process.stdin.pipe(channel);
      channel.pipe(process.stdout);
      channel.stderr.pipe(process.stderr);
      channel.on("exit", (code: number | null) => resolve(code ?? 255));
      channel.on("close", () => resolve(255));
    };
    client.on("error", reject);
    client.on("ready", () => {
      if (command) return client.exec(command, connect);
      process.stdin.setRawMode?.(true);
      const { columns = 80, rows = 24 } = process.stdout;
      return client.shell({ term: process.env.TERM ?? "xterm", cols: columns, rows }, connect);
    });
    client.connect({
      host: login.address,
      username: login.user,
      privateKey: login.privateKey,
      readyTimeout: 10_000,
      hostVerifier: (key: Buffer) => key.equals(expected),
    });
  }).finally(() => {
    process.stdin.unpipe();
    process.stdin.pause();
    process.stdin.setRawMode?.(false);
    client.end();
  });
}
