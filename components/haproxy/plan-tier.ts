import type { SshTarget } from "../remote/ssh-target";
import { backendsOf, type HaproxyBackend, type HaproxyConfig, type HaproxyEdge } from "./config-model";
import { haproxyOperatorPorts, haproxyPaths, haproxyPorts, haproxyProxiedPorts } from "./haproxy-paths";
import type { HaproxyPlan } from "./haproxy-plan";
import type { HaproxyMetrics, HaproxySyslog } from "./operator-model";
import type { TierBackend, TierFrontend, TierStatistics } from "./tier-input";

const { socketPath, stateFile, caFile, certificateFile, statsCredentialsFile } = haproxyPaths;

export interface TierFacts {
  /** The backend without its servers. */
  readonly backend: Omit<HaproxyBackend, "servers" | "tls">;
  /** Which of the nodes are in it. @default all */
  readonly backendNodes?: readonly string[];
  /** Further ones, by name. @default none */
  readonly backends?: Readonly<Record<string, TierBackend>>;
  /** By name. @default `http` on 80 and `https` on 443, both to the first backend */
  readonly frontends?: Readonly<Record<string, TierFrontend>>;
  /** The nodes' keys, and the address of each. */
  readonly serverKeys: readonly string[];
  readonly addresses: readonly string[];
  readonly serverPort: number;
  readonly serviceName: string;
  readonly trafficTimeoutSec: number;
  readonly edge?: HaproxyEdge;
  /** How long what is in front lets connections to a machine go on that leaves. @default 0 */
  readonly edgeDrainSec?: number;
  readonly maxConnections?: number;
  readonly ciphers?: "intermediate";
  readonly statistics?: TierStatistics;
  readonly metrics?: Omit<HaproxyMetrics, "port">;
  readonly syslog?: HaproxySyslog;
}

/** `http` and `https`. */
const defaultFrontends = 2;

/** How many share a machine's memory. */
export function countFrontends(frontends: TierFacts["frontends"]): number {
  return frontends ? Object.keys(frontends).length : defaultFrontends;
}

/** AWS's default of every kind of load balancer. */
const defaultIdleSec = 60;

/** What stands in front, as a HAProxy's configuration knows it: the one with the longest patience counts. */
export function planEdge(
  all: readonly { readonly idleTimeoutSec?: number; readonly isTransparent?: boolean }[],
  cidrs: readonly string[],
  checksByProxy?: boolean,
): HaproxyEdge | undefined {
  const edges = all.filter(({ isTransparent }) => !isTransparent);
  if (edges.length === 0) return undefined;
  return {
    cidrs,
    idleTimeoutSec: Math.max(...edges.map(({ idleTimeoutSec = defaultIdleSec }) => idleTimeoutSec)),
    ...(checksByProxy ? { proxiedReadinessPort: haproxyProxiedPorts.readiness } : {}),
  };
}

function planFrontends({ frontends }: TierFacts): HaproxyConfig["frontends"] {
  if (!frontends) {
    return [
      { name: "http", port: haproxyPorts.http },
      { name: "https", port: haproxyPorts.https, certificateFile },
    ];
  }
  return Object.entries(frontends).map(([name, { tls = true, ...frontend }]) => ({
    name,
    ...frontend,
    ...(tls && frontend.mode !== "tcp" ? { certificateFile } : {}),
  }));
}

function planServers(
  { serverKeys, addresses }: TierFacts,
  nodes: readonly string[] | undefined,
  port: number,
) {
  return serverKeys.flatMap((name, index) =>
    nodes === undefined || nodes.includes(name) ? [{ name, address: addresses[index] ?? "", port }] : [],
  );
}

const provingTraffic = (check: TierBackend["check"]) => ({
  ...check,
  ...(check.port === undefined ? {} : { provesTraffic: true }),
});

function planBackends(facts: TierFacts): HaproxyBackend[] {
  return Object.entries(facts.backends ?? {}).map(([name, { port, nodes, serviceName, ...backend }]) => ({
    name,
    ...backend,
    check: provingTraffic(backend.check),
    tls: { caFile, name: serviceName ?? facts.serviceName },
    servers: planServers(facts, nodes, port),
  }));
}

/** Of those in front that have connections of their own to a machine: the one that lets them go on longest counts. */
export function planEdgeDrain(
  all: readonly { readonly drainingTimeoutSec: number; readonly isTransparent?: boolean }[],
): number {
  const each = all.flatMap((edge) => (edge.isTransparent ? [] : edge.drainingTimeoutSec));
  return Math.max(0, ...each);
}

/** An old process lives as long as the longest request may. */
function longestTimeout(trafficTimeoutSec: number, backends: readonly HaproxyBackend[]): number {
  const own = backends.flatMap(({ trafficTimeoutSec: all = 0, timeouts = [] }) => [
    all,
    ...timeouts.map(({ timeoutSec }) => timeoutSec),
  ]);
  return Math.max(trafficTimeoutSec, ...own);
}

/** The configuration that every machine of a tier has, but for its peers. */
export function planTierConfig(facts: TierFacts): HaproxyConfig {
  const { backend, serverPort, serviceName, trafficTimeoutSec } = facts;
  const { edge, maxConnections, ciphers, statistics, metrics, syslog } = facts;
  const first: HaproxyBackend = {
    ...backend,
    check: provingTraffic(backend.check),
    tls: { caFile, name: serviceName },
    servers: planServers(facts, facts.backendNodes, serverPort),
  };
  const backends = planBackends(facts);
  const { stats, metrics: metricsPort } = haproxyOperatorPorts;
  return {
    frontends: planFrontends(facts),
    backend: first,
    ...(backends.length > 0 ? { backends } : {}),
    readinessPort: haproxyPorts.readiness,
    socketPath,
    stateFile,
    trafficTimeoutSec,
    // A machine that leaves has its connections ended by a process that a reload left behind.
    hardStopAfterSec: Math.max(
      longestTimeout(trafficTimeoutSec, [first, ...backends]),
      facts.edgeDrainSec ?? 0,
    ),
    ...(edge ? { edge } : {}),
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(ciphers ? { ciphers } : {}),
    ...(statistics
      ? {
          stats: {
            port: stats,
            cidrs: statistics.cidrs,
            certificateFile,
            credentialsFile: statsCredentialsFile,
          },
        }
      : {}),
    ...(metrics ? { metrics: { port: metricsPort, cidrs: metrics.cidrs } } : {}),
    ...(syslog ? { syslog } : {}),
  };
}

/** Without others' choice they are the hosts that clients of frontends with TLS are routed by. */
export function planCertificateNames(
  host: string,
  hosts: readonly string[] | undefined,
  frontends: TierFacts["frontends"] = {},
): string[] {
  const routed = Object.values(frontends)
    .filter(({ tls = true, mode }) => tls && mode !== "tcp")
    .flatMap(({ routes = [] }) => routes.flatMap((route) => route.hosts ?? []));
  return [...new Set([host, ...(hosts ?? routed)])];
}

/** The backends that a node is in, the first one first. */
export function backendsWith(config: Pick<HaproxyConfig, "backend" | "backends">, node: string): string[] {
  return backendsOf(config).flatMap(({ name, servers }) =>
    servers.some((server) => server.name === node) ? [name] : [],
  );
}

/** One machine of a tier, as the others reach it. */
export interface TierMachinePlan {
  readonly target: SshTarget;
  readonly address: string;
}

/** @param certificateName In the tier's own certificate. */
export function planTierMachine(
  own: TierMachinePlan,
  config: HaproxyConfig,
  files: HaproxyPlan["files"],
  others: readonly TierMachinePlan[],
  certificateName: string,
): HaproxyPlan {
  const { target } = own;
  const peers = others.map(({ target: ssh }) => ({ name: ssh.name, ssh, socketPath }));
  const hasTable = backendsOf(config).some(({ stickiness }) => stickiness?.mode === "table");
  if (!hasTable) return { target, config, files, peers };
  const machines = [own, ...others].map((machine) => ({
    name: machine.target.name,
    address: machine.address,
  }));
  const sharing = {
    port: haproxyOperatorPorts.peers,
    local: target.name,
    machines: machines.sort((left, right) => left.name.localeCompare(right.name)),
    ...{ certificateFile, caFile, certificateName },
  };
  return { target, config: { ...config, peers: sharing }, files, peers };
}
