import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createTls } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderHaproxyConfig } from "../../../components/haproxy/render-config";
import { renderStatsCredentials } from "../../../components/haproxy/render-pages";
import { renderServersState } from "../../../components/haproxy/server-state";
import { pollUntil } from "../../../sandbox/elb/poll-until";
import { askSocket } from "../../support/ask-socket";
import { freePort } from "../../support/free-port";
import { type FullPlaces, fullConfig, fullPorts } from "./full-config";
import { type MadeLeaf, makeCertificates } from "./made-certificates";

/** What a node has been asked: `POST /drop`, as often as it came. */
export type Asked = string[];

const nodes = ["127.0.10.1", "127.0.10.2"] as const;
const machines = ["127.0.11.1", "127.0.11.2"] as const;
/** Sessions that begin alike, longer than HAProxy's own default for a table. */
const longSession = (node: string) => `${"0".repeat(250)}${node}${Math.random().toString(36).slice(2, 8)}`;

/** Two HAProxies with everything, on addresses of loopback, in front of two nodes with two ports each. */
export class FullTier {
  readonly folder = mkdtempSync(join(tmpdir(), "full-tier-"));
  readonly asked: Asked = [];
  ports = {} as FullPlaces["ports"];
  ca = "";
  private readonly ends: (() => Promise<unknown>)[] = [];
  private readonly running: Record<string, ChildProcess> = {};

  constructor(private readonly program: string) {}

  async start(): Promise<void> {
    const { ca, leaves } = await makeCertificates(this.folder);
    this.ca = ca;
    writeFileSync(join(this.folder, "front.pem"), `${leaves.good.cert}${leaves.good.key}`);
    writeFileSync(join(this.folder, "credentials"), renderStatsCredentials("admin", "it's secret"));
    writeFileSync(join(this.folder, "state"), renderServersState([]));
    const free = await Promise.all(fullPorts.map(() => freePort()));
    this.ports = Object.fromEntries(fullPorts.map((name, index) => [name, free[index]])) as typeof this.ports;
    await Promise.all(
      nodes.flatMap((address, index) =>
        (["console", "gateway"] as const).map((kind) =>
          this.startNode(`node${index + 1}`, kind, address, leaves.good),
        ),
      ),
    );
    await Promise.all(["haproxy1", "haproxy2"].map((name) => this.startHaproxy(name)));
  }

  /** @returns when it serves; one that runs already hands its place and its tables over */
  async startHaproxy(name: string): Promise<void> {
    const address = machines[name === "haproxy1" ? 0 : 1];
    const at = (file: string) => join(this.folder, file);
    const config = fullConfig(
      {
        ports: this.ports,
        ...{ certificateFile: at("front.pem"), caFile: at("ca.pem"), credentialsFile: at("credentials") },
        ...{ socketPath: at(`${name}.sock`), stateFile: at("state"), nodes, machines, name: "ei.example" },
      },
      name,
    );
    // A test may run as any user, and two machines are on one here.
    const text = renderHaproxyConfig(config)
      .split("\n")
      .filter((line) => !/^ {4}(user|group|chroot) /.test(line))
      .join("\n")
      .replace(" group haproxy", "")
      .replaceAll("bind :", `bind ${address}:`);
    writeFileSync(at(`${name}.cfg`), text);
    const before = await this.worker(name);
    if (before === undefined) {
      const child = spawn(this.program, ["-W", "-S", at(`${name}.master`), "-f", at(`${name}.cfg`)], {
        stdio: "ignore",
      });
      this.running[name] = child;
      this.ends.push(() => {
        // A test may have ended it.
        if (!child.kill()) return Promise.resolve();
        return new Promise((resolve) => child.once("exit", resolve));
      });
    } else {
      this.running[name]?.kill("SIGUSR2");
    }
    const backends = ["console", "gateway", "inserted", "table", "passed"];
    const wanted = [...backends.flatMap((each) => [`${each},node1`, `${each},node2`]), "onward,next"];
    await pollUntil(name, 20, async () => {
      const [worker, stat] = await Promise.all([this.worker(name), this.ask(name, "show stat")]);
      if (worker === undefined || worker === before) return undefined;
      const isUp = (line: string) => stat.split("\n").some((row) => row.startsWith(line) && /,UP,/.test(row));
      return wanted.every(isUp) ? true : undefined;
    });
  }

  /** The master's. */
  pidOf(name: string): number {
    const pid = this.running[name]?.pid;
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }

  /** Which process answers. */
  private async worker(name: string): Promise<string | undefined> {
    return /^Pid: (\d+)$/m.exec(await this.ask(name, "show info"))?.[1];
  }

  /** HAProxy's answer on its socket; empty while there is none. */
  ask(name: string, command: string): Promise<string> {
    const path = join(this.folder, `${name}.sock`);
    if (!existsSync(path)) return Promise.resolve("");
    return askSocket(path, command).catch(() => "");
  }

  async end(): Promise<void> {
    await Promise.all(this.ends.map((end) => end()));
    rmSync(this.folder, { recursive: true });
  }

  private async startNode(name: string, kind: "console" | "gateway", address: string, leaf: MadeLeaf) {
    const server = createTls(leaf, (request, response) => {
      const { url = "", method, headers } = request;
      if (url !== "/health") this.asked.push(`${method} ${url}`);
      const cookie = headers.cookie?.includes("JSESSIONID")
        ? []
        : [`JSESSIONID=${longSession(name)}; Path=/`];
      const told = JSON.stringify({ node: name, kind, url, headers });
      const answer = () =>
        response.writeHead(200, kind === "console" ? { "set-cookie": cookie } : {}).end(told);
      if (url === "/drop") request.resume().once("end", () => request.socket.destroy());
      else if (/^\/(slow|late)/.test(url)) setTimeout(answer, 2000);
      else answer();
    });
    await new Promise<void>((resolve) => server.listen(this.ports[kind], address, resolve));
    this.ends.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
  }
}
