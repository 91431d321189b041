import type { SshTarget } from "../remote/ssh-target";
import type { HaproxyBackend, HaproxyConfig, HaproxyEdge } from "./config-model";
import { haproxyPaths, haproxyPorts } from "./haproxy-paths";
import type { HaproxyPlan } from "./haproxy-plan";

const { socketPath, stateFile, caFile, certificateFile } = haproxyPaths;

export interface TierFacts {
  /** The backend without its servers. */
  readonly backend: Omit<HaproxyBackend, "servers" | "tls">;
  /** The nodes' keys, and the address of each. */
  readonly serverKeys: readonly string[];
  readonly addresses: readonly string[];
  readonly serverPort: number;
  readonly serviceName: string;
  readonly trafficTimeoutSec: number;
  readonly edge?: HaproxyEdge;
  readonly maxConnections?: number;
}

/** `http` and `https`. */
export const tierFrontends = 2;

/** AWS's default of every kind of load balancer. */
const defaultIdleSec = 60;

/** What stands in front, as a HAProxy's configuration knows it: the one with the longest patience counts. */
export function planEdge(
  edges: readonly { readonly idleTimeoutSec?: number }[],
  cidrs: readonly string[],
): HaproxyEdge | undefined {
  if (edges.length === 0) return undefined;
  return {
    cidrs,
    idleTimeoutSec: Math.max(...edges.map(({ idleTimeoutSec = defaultIdleSec }) => idleTimeoutSec)),
  };
}

/** The configuration that every machine of a tier has. */
export function planTierConfig(facts: TierFacts): HaproxyConfig {
  const { backend, serverKeys, addresses, serverPort, serviceName, trafficTimeoutSec } = facts;
  const { edge, maxConnections } = facts;
  return {
    frontends: [
      { name: "http", port: haproxyPorts.http },
      { name: "https", port: haproxyPorts.https, certificateFile },
    ],
    backend: {
      ...backend,
      check: { ...backend.check, ...(backend.check.port === undefined ? {} : { provesTraffic: true }) },
      tls: { caFile, name: serviceName },
      servers: serverKeys.map((name, index) => ({
        name,
        address: addresses[index] ?? "",
        port: serverPort,
      })),
    },
    readinessPort: haproxyPorts.readiness,
    socketPath,
    stateFile,
    trafficTimeoutSec,
    hardStopAfterSec: trafficTimeoutSec,
    ...(edge ? { edge } : {}),
    ...(maxConnections === undefined ? {} : { maxConnections }),
  };
}

/** Texts in PEM. */
export interface TierCertificates {
  readonly certificate: string;
  readonly privateKey: string;
  /** The root that has signed it. */
  readonly authority: string;
  /** All roots that nodes' certificates may be signed by; two while a root changes. */
  readonly trusted: string;
}

/** The certificates that the configuration names. */
export function planTierFiles({
  certificate,
  privateKey,
  authority,
  trusted,
}: TierCertificates): HaproxyPlan["files"] {
  return [
    { path: caFile, content: trusted, mode: "0644" },
    { path: certificateFile, content: `${certificate}${authority}${privateKey}`, mode: "0600" },
  ];
}

export function planTierMachine(
  target: SshTarget,
  config: HaproxyConfig,
  files: HaproxyPlan["files"],
  peers: readonly SshTarget[],
): HaproxyPlan {
  return { target, config, files, peers: peers.map((ssh) => ({ name: ssh.name, ssh, socketPath })) };
}
