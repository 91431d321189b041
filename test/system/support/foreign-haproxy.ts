import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createKeys, TestServer } from "../../components/remote/ssh/test-server";

/** A node that answers at once, and byte by byte at `/slow`. */
export async function startNode(): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    if (request.url !== "/slow") return response.end("ok");
    response.writeHead(200);
    const drip = setInterval(() => response.write("."), 100);
    response.on("close", () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

/** A HAProxy with a configuration of somebody else's, on a machine whose files are its own. */
export class ForeignHaproxy {
  readonly folder = mkdtempSync(join(tmpdir(), "foreign-haproxy-"));
  readonly ssh: TestServer;
  private readonly children: ChildProcess[] = [];
  private readonly place: ChildProcess;

  /** @param program The HAProxy that it runs. */
  constructor(private readonly program: string) {
    // What the roll writes below /var/lib is seen by nobody outside of this mount namespace.
    const hidden = "mount -t tmpfs none /var/lib && echo ready && exec sleep 300";
    this.place = spawn("unshare", ["-m", "sh", "-c", hidden], { stdio: ["ignore", "pipe", "inherit"] });
    const shell = join(this.folder, "shell");
    writeFileSync(shell, `#!/bin/sh\nexec nsenter -m -t ${this.place.pid} sh "$@"\n`);
    chmodSync(shell, 0o755);
    this.ssh = new TestServer(createKeys(), createKeys(), { shell });
  }

  async ready(): Promise<void> {
    await Promise.all([
      this.ssh.listen(),
      new Promise((resolve) => this.place.stdout?.once("data", resolve)),
    ]);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Starts a process, in place of others where they are named. */
  async start(config: string, replacing: readonly ChildProcess[] = []): Promise<ChildProcess> {
    const file = this.path(`haproxy${this.children.length}.cfg`);
    const socket = this.path("admin.sock");
    writeFileSync(file, config.replaceAll("@FOLDER@", this.folder));
    const old = replacing.length > 0 ? ["-x", socket, "-sf", ...replacing.map(({ pid }) => String(pid))] : [];
    const child = spawn(this.program, ["-db", "-f", file, ...old], { stdio: "ignore" });
    this.children.push(child);
    for (let look = 0; look < 100; look++) {
      const info = existsSync(socket) ? await this.ask("show info").catch(() => "") : "";
      if (info.includes(`Pid: ${child.pid}`)) return child;
      await sleep(50);
    }
    throw new Error(`HAProxy did not start with ${file}`);
  }

  ask(command: string, socket = "admin.sock"): Promise<string> {
    return new Promise((resolve, reject) => {
      const connection = connect(this.path(socket));
      let text = "";
      connection.on("data", (chunk) => {
        text += chunk;
      });
      connection.on("end", () => resolve(text));
      connection.on("error", reject);
      connection.write(`${command}\n`);
    });
  }

  async end(): Promise<void> {
    for (const child of [...this.children, this.place]) child.kill("SIGKILL");
    await this.ssh.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One request after the other until it is told to end; counts answers by status, and those that never came. */
export function sendRequests(port: number): () => Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let isOver = false;
  const one = () =>
    new Promise<void>((resolve) => {
      const count = (what: string | number = "none") => {
        counts[what] = (counts[what] ?? 0) + 1;
        resolve();
      };
      get({ host: "127.0.0.1", port, agent: false }, (response) => {
        response.resume();
        response.on("end", () => count(response.statusCode));
      }).on("error", () => count("error"));
    });
  const all = (async () => {
    while (!isOver) {
      await one();
      await sleep(10);
    }
  })();
  return async () => {
    isOver = true;
    await all;
    return counts;
  };
}
