import type { HaproxyConfig } from "../../components/haproxy/config-model";
import type { HaproxyMember } from "../../components/haproxy/haproxy-member";
import type { ServicePlan } from "../../components/nodes/service-plan";
import type { Plans } from "../../components/program/plans";
import { poll } from "../../components/remote/poll";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import { packProduct } from "./fake-product";
import { Fleet } from "./fleet";
import { createTlsFiles, type TlsFiles } from "./tls-files";

const serviceName = "integrator.internal";
const directory = "/opt/wso2";
const backend = "PRD_fake";
const socketPath = "/run/haproxy/admin.sock";
const certificateFile = "/etc/haproxy/frontend.pem";
const caFile = "/etc/haproxy/nodes-ca.pem";

export const balancers = ["haproxy1", "haproxy2"] as const;

/** As in the middle of an upgrade of the system: each of the two kinds has machines of both. */
const releases = { haproxy2: 13, node2: 13 } as const;

/** Two HAProxy machines, node machines with the fake product, and the plans to drive them. */
export class Cluster {
  readonly fleet: Fleet;
  private tls: TlsFiles | undefined;
  private readonly packs = new Map<string, string>();

  constructor(readonly nodes: readonly string[]) {
    this.fleet = new Fleet([...balancers, ...nodes], releases);
  }

  async create(versions: readonly string[]): Promise<void> {
    this.tls = await createTlsFiles(this.fleet.folder, serviceName);
    for (const version of versions) this.packs.set(version, await packProduct(this.fleet.folder, version));
    await this.fleet.boot();
  }

  get urls(): string[] {
    return balancers.map((name) => `http://${this.fleet.address(name)}`);
  }

  preparePlan(name: string): Plans["prepare"] {
    const isBalancer = balancers.some((balancer) => balancer === name);
    return {
      target: this.fleet.target(name),
      hostPrivateKey: this.fleet.hostKeys.get(name)?.private ?? "",
      hostname: name,
      packages: isBalancer
        ? [{ command: "haproxy", name: "haproxy" }]
        : [{ command: "python3", name: "python3" }],
      groups: isBalancer ? ["haproxy"] : [],
      bootTimeoutSec: 60,
    };
  }

  stagePlan(name: string, version: string): Plans["stage"] {
    return {
      target: this.fleet.target(name),
      source: this.packs.get(version) ?? `file:///no/pack/of/${version}.zip`,
      name: `fake-${version}`,
      directory,
      owner: "wso2",
      timeoutSec: 60,
    };
  }

  servicePlan(name: string, version: string, conf: Record<string, string> = {}): ServicePlan {
    const tls = this.tls as TlsFiles;
    const settings = { node: name, ready: "yes", startSec: "1", ...conf };
    return {
      target: this.fleet.target(name),
      version,
      services: [{ manager: "systemd", name: "fake-product.service" }],
      install: {
        unit: "fake-product.service",
        unitText: `[Unit]
Description=Fake product
[Service]
Type=forking
User=wso2
ExecStart=${directory}/fake/bin/fake.sh start
ExecStop=${directory}/fake/bin/fake.sh stop
PIDFile=${directory}/fake/wso2carbon.pid
SuccessExitStatus=143
TimeoutStopSec=900
[Install]
WantedBy=multi-user.target
`,
        home: `${directory}/fake-${version}`,
        homeLink: `${directory}/fake`,
        owner: "wso2",
        files: [
          {
            path: "conf/product.conf",
            content: Object.entries(settings)
              .map(([key, value]) => `${key}=${value}\n`)
              .join(""),
          },
          { path: "conf/password", content: "key store's password\n" },
        ],
        xmlEdits: [{ path: "conf/server.xml", set: [{ xpath: "/Server/Port", value: "8253" }] }],
        keystore: {
          path: "repository/node.p12",
          type: "PKCS12",
          alias: "wso2carbon",
          password: "key store's password",
          ...tls,
        },
        truststore: {
          path: "repository/trust.p12",
          type: "PKCS12",
          password: "trust store's password",
          certificates: { "private-root": tls.caPem },
        },
      },
      readiness: {
        scheme: "https",
        port: 8253,
        path: "/healthz",
        host: serviceName,
        expectStatus: 200,
        caPem: tls.caPem,
      },
      ports: [8253],
      logPath: `${directory}/fake-${version}/repository/product.log`,
      startTimeoutSec: 20,
      stopTimeoutSec: 20,
    };
  }

  member(balancer: string, node: string): HaproxyMember {
    return { kind: "haproxy", balancer, ssh: this.fleet.target(balancer), socketPath, backend, server: node };
  }

  membershipPlan(node: string, change: Partial<MembershipPlan> = {}): MembershipPlan {
    return {
      node,
      members: balancers.map((balancer) => this.member(balancer, node)),
      floor: { maxUnavailable: 1 },
      drain: { quietSec: 0.5, sessionTimeoutSec: 2, inFlightTimeoutSec: 10 },
      join: { upTimeoutSec: 15, stableSec: 1 },
      ...change,
    };
  }

  config(servers: readonly string[], change: Partial<HaproxyConfig> = {}): HaproxyConfig {
    return {
      frontends: [
        { name: "http", port: 80 },
        { name: "https", port: 443, certificateFile },
      ],
      backend: {
        name: backend,
        stickyCookie: "JSESSIONID",
        check: { scheme: "https", path: "/healthz", host: serviceName, intervalSec: 1, fall: 3, rise: 2 },
        tls: { caFile, name: serviceName },
        servers: servers.map((name) => ({ name, address: this.fleet.address(name), port: 8253 })),
      },
      readinessPort: 8405,
      socketPath,
      stateFile: "/var/lib/haproxy/server-state",
      trafficTimeoutSec: 30,
      hardStopAfterSec: 60,
      ...change,
    };
  }

  haproxyPlan(
    name: string,
    servers: readonly string[],
    change: Partial<HaproxyConfig> = {},
  ): Plans["configure-haproxy"] {
    const tls = this.tls as TlsFiles;
    return {
      target: this.fleet.target(name),
      config: this.config(servers, change),
      files: [
        { path: caFile, content: tls.caPem, mode: "0644" },
        {
          path: certificateFile,
          content: `${tls.certificatePem}${tls.caPem}${tls.privateKeyPem}`,
          mode: "0600",
        },
      ],
      peers: balancers
        .filter((other) => other !== name)
        .map((other) => ({ name: other, ssh: this.fleet.target(other), socketPath })),
    };
  }

  statusPlan(nodes: readonly string[] = this.nodes): Plans["status"] {
    return {
      nodes: nodes.map((node) => ({
        node,
        members: balancers.map((balancer) => this.member(balancer, node)),
      })),
    };
  }

  /** `node1@haproxy1 ready UP`, for every node on every balancer. */
  async status(nodes?: readonly string[]): Promise<string[]> {
    const { result } = await this.fleet.must("status", this.statusPlan(nodes));
    const listed = result.nodes as {
      node: string;
      balancers: { balancer: string; reachable: boolean; known: boolean; admin?: string; status?: string }[];
    }[];
    return listed.flatMap(({ node, balancers: on }) =>
      on.map(({ balancer, reachable, known, admin, status }) => {
        const state = known ? `${admin} ${status}` : reachable ? "unknown" : "unreachable";
        return `${node}@${balancer} ${state}`;
      }),
    );
  }

  /** HAProxy's answer to a command on its socket. */
  command(balancer: string, command: string): Promise<string> {
    const script = `import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect("${socketPath}"); s.send((sys.argv[1]+"\\n").encode()); print(s.recv(65536).decode())`;
    return this.fleet.on(balancer, `python3 -c '${script}' '${command}'`);
  }

  /** Waits for something that the machines are on their way to. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const reached = await poll(async () => (await holds()) || undefined, { timeoutSec: 20, intervalMs: 200 });
    if (!reached) throw new Error("did not come within 20 s");
  }

  /** A node from nothing to being in service. */
  async bringUp(node: string, version: string): Promise<void> {
    await this.fleet.must("stage", this.stagePlan(node, version));
    await this.fleet.must("start", this.servicePlan(node, version));
    await this.fleet.must("join", this.membershipPlan(node));
  }
}
