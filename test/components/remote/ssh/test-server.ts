import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { connect as connectTcp } from "node:net";
import { type Connection, Server, utils } from "ssh2";
import type { SshTarget } from "../../../../components/remote/ssh-target";

/** An RSA pair as ssh2 takes it: its private key, and its public one as a line. */
export function createKeys(): { privateKey: string; publicKey: string } {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  return { privateKey, publicKey: `ssh-rsa ${parsed.getPublicSSH().toString("base64")}` };
}

/** What a command does in the test server; it ends by itself. */
export type Shell = (
  command: string,
  stdin: string,
) => { code: number; stdout?: string; stderr?: string } | "hang";

/** A real SSH server in this process: commands run in a function, forwarding goes to this computer. */
export class TestServer {
  private readonly server: Server;
  private readonly connections = new Set<Connection>();
  readonly commands: string[] = [];

  constructor(
    private readonly hostKeys: { privateKey: string; publicKey: string },
    private readonly login: { privateKey: string; publicKey: string },
    shell: Shell = () => ({ code: 0 }),
  ) {
    this.server = new Server({ hostKeys: [hostKeys.privateKey], ident: "OpenSSH_9.2" }, (client) => {
      this.connections.add(client);
      client.on("error", () => undefined);
      client.on("close", () => this.connections.delete(client));
      client.on("authentication", (context) => {
        const allowed =
          context.method === "publickey" &&
          context.key.data.equals(Buffer.from(login.publicKey.split(" ")[1] ?? "", "base64"));
        if (allowed) context.accept();
        else context.reject(["publickey"]);
      });
      client.on("tcpip", (accept, _reject, info) => {
        const channel = accept();
        const socket = connectTcp(info.destPort, info.destIP);
        channel.pipe(socket).pipe(channel);
        socket.on("error", () => channel.destroy());
        channel.on("error", () => socket.destroy());
      });
      client.on("session", (accept) => {
        accept().on("exec", (acceptExec, _reject, { command }) => {
          this.commands.push(command);
          const channel = acceptExec();
          let stdin = "";
          channel.on("data", (data: Buffer) => {
            stdin += data.toString();
          });
          channel.on("end", () => {
            const result = shell(command, stdin);
            if (result === "hang") return;
            channel.write(result.stdout ?? "");
            channel.stderr.write(result.stderr ?? "");
            channel.exit(result.code);
            channel.end();
          });
        });
      });
    });
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
  }

  target(change: Partial<SshTarget> = {}): SshTarget {
    return {
      name: "node1",
      host: "127.0.0.1",
      port: (this.server.address() as AddressInfo).port,
      user: "admin",
      privateKey: this.login.privateKey,
      hostKey: this.hostKeys.publicKey,
      ...change,
    };
  }

  /** Ends every connection at once, as a machine that loses power. */
  cut(): void {
    for (const connection of this.connections) connection.end();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
