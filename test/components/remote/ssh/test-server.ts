import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import { connect as connectTcp } from "node:net";
import { type Algorithms, type Connection, Server, utils } from "ssh2";
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

export interface TestServerOptions {
  /** Text that the login shell runs before each command, as a start file. @default none */
  readonly startFile?: string;
  /** Its program. @default sh */
  readonly shell?: string;
  /** Sessions at once on one connection. @default no limit */
  readonly maxSessions?: number;
  /** @default ssh2's own */
  readonly algorithms?: Algorithms;
  /** After the key: what keyboard-interactive asks. @default the key is enough */
  readonly prompts?: readonly string[];
  /** @default true */
  readonly forwarding?: boolean;
}

/** A real SSH server in this process: commands run here in a real shell, forwarding goes to this computer. */
export class TestServer {
  private readonly server: Server;
  private readonly connections = new Set<Connection>();
  private readonly sockets = new Set<Socket>();
  readonly commands: string[] = [];
  /** Of all connections that were made. */
  logins = 0;

  /** All that was ever taken, logged in or not. */
  get connectionCount(): number {
    return this.sockets.size;
  }

  constructor(
    private readonly hostKeys: { privateKey: string; publicKey: string },
    private readonly login: { privateKey: string; publicKey: string },
    private readonly options: TestServerOptions = {},
  ) {
    const { algorithms } = options;
    const config = {
      hostKeys: [hostKeys.privateKey],
      ident: "OpenSSH_9.2",
      ...(algorithms ? { algorithms } : {}),
    };
    this.server = new Server(config, (client) => {
      this.connections.add(client);
      client.on("error", () => undefined);
      client.on("close", () => this.connections.delete(client));
      client.on("ready", () => this.logins++);
      this.letIn(client);
      this.forward(client);
      this.forwardUnix(client);
      this.serveSessions(client);
    });
    // What a lost network does: the bytes stop, and nobody says that the connection is over.
    (this.server as unknown as { _srv: NetServer })._srv.on("connection", (socket) =>
      this.sockets.add(socket),
    );
  }

  private letIn(client: Connection): void {
    let keyAccepted = false;
    client.on("authentication", (context) => {
      const { prompts } = this.options;
      if (context.method === "keyboard-interactive" && keyAccepted && prompts) {
        if (prompts.length === 0) return context.accept();
        return context.prompt([...prompts], () => context.reject(["keyboard-interactive"]));
      }
      const allowed =
        context.method === "publickey" &&
        context.key.data.equals(Buffer.from(this.login.publicKey.split(" ")[1] ?? "", "base64"));
      if (!allowed) return context.reject(["publickey"]);
      if (!prompts || !context.signature) return context.accept();
      keyAccepted = true;
      context.reject(["keyboard-interactive"], true);
    });
  }

  private forward(client: Connection): void {
    client.on("tcpip", (accept, reject, info) => {
      if (this.options.forwarding === false) return reject();
      const socket = connectTcp(info.destPort, info.destIP);
      const channel = accept();
      channel.pipe(socket).pipe(channel);
      socket.on("error", () => channel.destroy());
      channel.on("error", () => socket.destroy());
    });
  }

  private forwardUnix(client: Connection): void {
    client.on("openssh.streamlocal", (accept, _reject, { socketPath }) => {
      const socket = connectTcp(socketPath);
      const channel = accept();
      channel.pipe(socket).pipe(channel);
      socket.on("error", () => channel.destroy());
      channel.on("error", () => socket.destroy());
    });
  }

  private serveSessions(client: Connection): void {
    const { maxSessions = Number.POSITIVE_INFINITY, startFile = "", shell = "sh" } = this.options;
    let sessions = 0;
    client.on("session", (accept, reject) => {
      if (sessions >= maxSessions) return reject();
      sessions++;
      const session = accept();
      session.on("close", () => sessions--);
      session.on("exec", (acceptExec, _reject, { command }) => {
        this.commands.push(command);
        const channel = acceptExec();
        // There is no sudo here, and nothing to become.
        const text = `${startFile}\n${command.replace(/^sudo -n /, "")}`;
        const child = spawn(shell, ["-c", text], { detached: true });
        channel.pipe(child.stdin);
        child.stdin.on("error", () => undefined);
        child.stdout.pipe(channel, { end: false });
        child.stderr.pipe(channel.stderr, { end: false });
        channel.on("error", () => undefined);
        channel.on("close", () => child.stdin.destroy());
        child.on("close", (code, signal) => {
          if (signal) channel.exit(signal.replace("SIG", ""));
          else channel.exit(code ?? 0);
          channel.end();
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

  /** Lets nothing through any more, as a network that is gone. */
  silence(): void {
    for (const socket of this.sockets) socket.pause();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
