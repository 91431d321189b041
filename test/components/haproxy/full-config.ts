import type { HaproxyBackend, HaproxyConfig, HaproxyEdge } from "../../../components/haproxy/config-model";

/** Where everything of the full example is. */
export interface FullPlaces {
  readonly ports: Readonly<Record<FullPort, number>>;
  readonly certificateFile: string;
  readonly caFile: string;
  readonly credentialsFile: string;
  readonly socketPath: string;
  readonly stateFile: string;
  /** The addresses of node1 and node2. */
  readonly nodes: readonly [string, string];
  /** The addresses of haproxy1 and haproxy2. */
  readonly machines: readonly [string, string];
  /** The name in every certificate. */
  readonly name: string;
}

export const fullPorts = [
  ...["http", "https", "limited", "passthrough", "proxied", "readiness", "stats", "metrics", "peers"],
  ...["console", "gateway", "syslog"],
] as const;
type FullPort =
  | "http"
  | "https"
  | "limited"
  | "passthrough"
  | "proxied"
  | "readiness"
  | "stats"
  | "metrics"
  | "peers"
  | "console"
  | "gateway"
  | "syslog";

/** Who may say who the client is, and who may see the pages for operators. */
export const edgeCidr = "127.0.12.0/24";
export const operatorsCidr = "127.0.14.0/24";

/** One HAProxy with everything that the typed input has. */
export function fullConfig(places: FullPlaces, local: string): HaproxyConfig {
  const { ports, nodes, certificateFile, caFile, name } = places;
  const check = { scheme: "https", path: "/health", host: name, fall: 3, rise: 1 } as const;
  // A check may take as long as the interval: the nodes here share one process with the test.
  const pace = { intervalSec: 3, fastIntervalSec: 0.1 };
  const backend = (key: string, port: number, change: Partial<HaproxyBackend> = {}): HaproxyBackend => ({
    name: key,
    check: { ...check, ...pace },
    tls: { caFile, name },
    servers: nodes.map((address, index) => ({ name: `node${index + 1}`, address, port })),
    ...change,
  });
  const edge: HaproxyEdge = { cidrs: [edgeCidr, "127.0.0.1/32"], idleTimeoutSec: 60 };
  return {
    frontends: [
      { name: "http", port: ports.http, redirectToHttps: true, hsts: { maxAgeSec: 86_400 } },
      {
        ...{ name: "https", port: ports.https, certificateFile },
        hsts: { maxAgeSec: 86_400, includeSubdomains: true },
        routes: [
          { hosts: ["gw.example", "*.gw.example"], backend: "gateway" },
          { hosts: ["portal.example"], paths: ["/api/", "/oauth2"], backend: "gateway" },
          { hosts: ["inserted.example"], backend: "inserted" },
          { hosts: ["table.example"], backend: "table" },
          { hosts: ["onward.example"], backend: "onward" },
        ],
      },
      {
        ...{ name: "limited", port: ports.limited, backend: "gateway" },
        limits: { requests: 5, perSec: 60, connections: 3 },
      },
      {
        ...{ name: "passthrough", port: ports.passthrough, mode: "tcp", routesOnly: true },
        routes: [{ hosts: [name, "*.pass.example"], backend: "passed" }],
      },
      { name: "proxied", port: ports.proxied, acceptProxy: true, backend: "gateway" },
    ],
    backend: backend("console", ports.console, {
      stickiness: { mode: "prefix", cookie: "JSESSIONID" },
    }),
    backends: [
      backend("gateway", ports.gateway, {
        trafficTimeoutSec: 1,
        timeouts: [
          { paths: ["/slow"], timeoutSec: 20 },
          { paths: ["/slow/short"], timeoutSec: 1 },
        ],
      }),
      backend("inserted", ports.console, { stickiness: { mode: "insert", cookie: "SRV" } }),
      backend("table", ports.console, { stickiness: { mode: "table", cookie: "JSESSIONID" } }),
      backend("passed", ports.gateway, { mode: "tcp" }),
      backend("onward", ports.proxied, {
        check: { ...check, ...pace, scheme: "http", path: "/health" },
        tls: undefined,
        proxyProtocol: true,
        servers: [{ name: "next", address: places.machines[0], port: ports.proxied }],
      }),
    ],
    readinessPort: ports.readiness,
    socketPath: places.socketPath,
    stateFile: places.stateFile,
    trafficTimeoutSec: 20,
    hardStopAfterSec: 20,
    maxConnections: 200,
    edge,
    ciphers: "intermediate",
    peers: {
      ...{ port: ports.peers, local, certificateFile, caFile, certificateName: name },
      machines: places.machines.map((address, index) => ({ name: `haproxy${index + 1}`, address })),
    },
    stats: {
      port: ports.stats,
      cidrs: [operatorsCidr],
      certificateFile,
      credentialsFile: places.credentialsFile,
    },
    metrics: { port: ports.metrics, cidrs: [operatorsCidr] },
    syslog: { address: "127.0.0.1", port: ports.syslog },
  };
}
