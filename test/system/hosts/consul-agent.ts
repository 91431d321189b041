import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import execa from "execa";
import { poll } from "../../../components/remote/poll";
import { cacheDir } from "../../../sandbox/paths";
import { ensureGo } from "../../../sandbox/prerequisites";

/** The last line of Consul under the Mozilla Public License. */
const version = "1.15.4";

/**
 * A real Consul, built from its Go module with the versions pinned in `consul/` (about 3 minutes, once, then
 * kept in the cache): no registry has it ready-made.
 */
export async function ensureConsul(): Promise<string> {
  const target = join(cacheDir(), "consul", `consul-${version}`);
  if (existsSync(target)) return target;
  const go = await ensureGo(() => undefined);
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.tmp`;
  await execa(go, ["build", "-o", unfinished, "-ldflags", "-s -w", "github.com/hashicorp/consul"], {
    cwd: join(__dirname, "consul"),
    env: { CGO_ENABLED: "0" },
  });
  renameSync(unfinished, target);
  return target;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise<typeof server>((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** What `register` needs of a service's instance. */
export interface Instance {
  readonly node: string;
  readonly address: string;
  readonly service: string;
  readonly tags: readonly string[];
  readonly nodeMeta: Readonly<Record<string, string>>;
  readonly serviceMeta: Readonly<Record<string, string>>;
  /** Of its health check. @default it has none */
  readonly check?: "passing" | "critical";
}

/** A Consul server on loopback that lets nobody in without its token. */
export class ConsulAgent {
  readonly token = "5b1a6a0e-6c0e-4b9c-9d6c-3d2f1e0a7c55";
  address = "";
  private stopAgent: () => Promise<void> = async () => {};

  async start(folder: string): Promise<void> {
    const program = await ensureConsul();
    const [http = 0, server = 0, lan = 0, wan = 0] = await freePorts(4);
    const configuration = {
      ports: { http, server, serf_lan: lan, serf_wan: wan, dns: -1, grpc: -1, grpc_tls: -1 },
      acl: { enabled: true, default_policy: "deny", tokens: { initial_management: this.token } },
    };
    const file = join(folder, "consul.json");
    writeFileSync(file, JSON.stringify(configuration));
    const child = spawn(
      program,
      ["agent", "-dev", "-bind=127.0.0.1", "-log-level=warn", `-config-file=${file}`],
      { stdio: "ignore" },
    );
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    this.stopAgent = async () => {
      child.kill("SIGTERM");
      await ended;
    };
    this.address = `http://127.0.0.1:${http}`;
    const ready = await poll(async () => (await this.isReady()) || undefined, { timeoutSec: 60 });
    if (!ready) throw new Error("Consul does not answer within 60 s");
  }

  async register(instance: Instance): Promise<void> {
    const { node: Node, service: ServiceID, check: Status } = instance;
    const body = {
      ...(Status ? { Check: { Node, CheckID: "alive", Name: "alive", ServiceID, Status } } : {}),
      Node: instance.node,
      Address: instance.address,
      NodeMeta: instance.nodeMeta,
      Service: {
        ID: instance.service,
        Service: instance.service,
        Tags: instance.tags,
        Meta: instance.serviceMeta,
        Port: 8080,
      },
    };
    const answer = await this.put("/v1/catalog/register", body);
    if (!answer.ok) throw new Error(`Consul: ${answer.status} ${await answer.text()}`);
  }

  stop(): Promise<void> {
    return this.stopAgent();
  }

  private put(path: string, body: object): Promise<Response> {
    const headers = { "x-consul-token": this.token };
    return fetch(`${this.address}${path}`, { method: "PUT", headers, body: JSON.stringify(body) });
  }

  /** A leader is there, and the token is known. */
  private async isReady(): Promise<boolean> {
    const headers = { "x-consul-token": this.token };
    const url = `${this.address}/v1/catalog/nodes`;
    return fetch(url, { headers }).then(
      async (answer) => answer.ok && ((await answer.json()) as unknown[]).length > 0,
      () => false,
    );
  }
}
