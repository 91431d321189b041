import type * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/certificate-authority";
import type { Edge } from "../load-balancers/edge";
import type { MachineArgs } from "../machines/machine";
import type { MachineIdentity } from "../machines/machine-identity";
import type { SshAccess } from "../machines/ssh-access";
import type { HealTokens } from "../rolling/plan-heal";
import type { HaproxyBackend } from "./config-model";
import type { HaproxySyslog } from "./operator-model";
import type { TierBackend, TierFrontend, TierStatistics } from "./tier-input";

/** A certificate that the tier did not make. */
export interface TierCertificate {
  /** The certificate itself, in PEM. */
  certificatePem: pulumi.Input<string>;
  /** Its intermediates, and the root at most, in PEM. @default none */
  chainPem?: pulumi.Input<string>;
  /** Its key, in PEM, without a password. Secret. */
  privateKeyPem: pulumi.Input<string>;
  /** Until when it is valid, RFC 3339. */
  expiresAt: pulumi.Input<string>;
}

/** What a tier of HAProxy is made with: its machines, the nodes behind it, what stands in front. */
export interface HaproxyTierArgs {
  /** The instances and where each lives, by stable key: `haproxy1`. */
  instances: Record<string, { subnetId: pulumi.Input<string> }>;
  /** The first backend without its servers. `nodes` are keys of `servers`. @default all nodes are in it */
  backend: Omit<HaproxyBackend, "servers" | "tls"> & { nodes?: string[] };
  /**
   * Further backends by name. A node that is in several leaves and joins all of them together: an API Manager's
   * console (9443) and its gateway (8243). @default none
   */
  backends?: Record<string, TierBackend>;
  /**
   * Where the tier listens, by name, and which requests go where. The port 8405 stays for the readiness page.
   * @default `http` on port 80 and `https` on port 443, both to `backend`
   */
  frontends?: Record<string, TierFrontend>;
  /** The nodes by key, and the port that takes traffic of `backend` on each. */
  servers: Record<string, MachineIdentity>;
  /** On which each node takes the traffic of `backend`, by TLS. */
  serverPort: number;
  /** Name in the nodes' certificates. */
  serviceName: string;
  /** Name that clients use; in the tier's own certificate. */
  host: string;
  /**
   * What clients are shown instead, such as a public authority's where nobody in front ends their TLS; `host` and
   * `hosts` are no names of it. @default one from `authority`
   */
  certificate?: TierCertificate;
  /** Further names in that certificate. @default the hosts that routes of frontends with TLS name */
  hosts?: string[];
  /** The root of the nodes' certificates, which HAProxy checks them by, and of the tier's own. */
  authority: CertificateAuthority;
  /** How the roll program logs in. */
  access: SshAccess;
  /** Of each machine. */
  securityGroupIds: pulumi.Input<string>[];
  /** What must be there before the first machine, such as its subnets' routes. @default none */
  after?: pulumi.Resource[];
  /** Image, size and tags of each machine. */
  machine: Pick<MachineArgs, "imageId" | "instanceType" | "detailedMonitoring" | "tags" | "logs">;
  /** Longest silence in a request or an answer. @default 300 */
  trafficTimeoutSec?: number;
  /** Connections of each frontend. @default for what half of the instance type's memory is enough */
  maxConnections?: number;
  /** TLS 1.2 suites for clients. @default "intermediate" (Mozilla's list) with `frontends`, else OpenSSL's own list */
  ciphers?: "intermediate";
  /**
   * HAProxy's page of statistics on port 8404, by TLS, with a password. On the machines only its SHA-256 is kept.
   * @default none
   */
  statistics?: TierStatistics & { password: pulumi.Input<string> };
  /** HAProxy's own Prometheus exporter, `/metrics` on port 8406, for these ranges. @default none */
  metrics?: { cidrs: string[] };
  /** A syslog server that gets the log lines, besides the machine's journal. @default none */
  syslog?: HaproxySyslog;
  /** Ranges that the requests of `edges` come from, their subnets'; no other may say who the client is. @default none */
  edgeCidrs?: pulumi.Input<string>[];
  /** The readiness page is on port 8415 too, for checks that begin with the PROXY protocol. @default false */
  edgeChecksByProxy?: boolean;
  /** What stands in front. Each machine then leaves it before it is changed and joins it afterwards. @default none */
  edges?: Edge[];
  /** From joining what stands in front to being in service there, in seconds. @default 120 */
  edgeUpTimeoutSec?: number;
  /** How long a machine must stay in service there before the next one goes, in seconds. @default 20 */
  edgeStableSec?: number;
  /** Machines that are taken first: those that are out of service already. @default none */
  first?: string[];
  /** A new one for a machine that an aborted roll left out: it leaves and joins again. @default none has */
  healTokens?: HealTokens;
}
