/**
 * What the roll program is told, as JSON on its standard input: one plan a command.
 * Plain values only, so that a plan can be built, read and tested without Pulumi.
 * Every plan holds an SSH key and is a secret as a whole.
 */
import type { HaproxyConfig } from "../../haproxy/config-model";

/** How to reach one machine. Its host key is known before the machine exists. */
export interface SshTarget {
  /** The machine's key, as the operator knows it: `node1`, `haproxy2`. */
  readonly name: string;
  readonly host: string;
  /** @default 22 */
  readonly port?: number;
  readonly user: string;
  /** Private key of `user`, OpenSSH format. */
  readonly privateKey: string;
  /** The machine's public host key, `ssh-ed25519 AAAA...`. Any other key is refused. */
  readonly hostKey: string;
  /** A machine to go through. */
  readonly jump?: SshTarget;
}

/** One node as a server of one HAProxy backend. */
export interface HaproxyMember {
  readonly kind: "haproxy";
  /** The balancer's key: `haproxy1`. */
  readonly balancer: string;
  readonly ssh: SshTarget;
  /** Path of the stats socket with level admin. */
  readonly socketPath: string;
  readonly backend: string;
  /** The server's name in the backend. */
  readonly server: string;
}

/** A node as a member of a balancer. A new kind of balancer is one more member of this union. */
export type BalancerMember = HaproxyMember;

/** `prepare`: first contact with a new instance. */
export interface MachinePlan {
  readonly target: SshTarget;
  /** Private host key that the machine keeps for good, OpenSSH format. */
  readonly hostPrivateKey: string;
  readonly hostname: string;
  /** Debian packages to have, each known by a command that it brings. */
  readonly packages: readonly { readonly command: string; readonly name: string }[];
  /** Groups that `user` joins once their package is there (`haproxy`). */
  readonly groups: readonly string[];
  /** Limit for sshd to answer on the new instance. */
  readonly bootTimeoutSec: number;
}

/** A zip that holds one version of a product. */
export interface Distribution {
  /** `https://` (fetched by the node) or `file://` (uploaded from here), a zip. */
  readonly source: string;
  /** Hex digest the zip must have. */
  readonly sha256?: string;
  /** The folder that the zip holds, `wso2mi-4.4.0`; unpacked as `<directory>/<name>`. */
  readonly name: string;
  readonly directory: string;
  /** System user that owns and runs the product. */
  readonly owner: string;
  readonly timeoutSec: number;
}

/** `stage`: brings a distribution to a node while the node still serves. */
export interface StagePlan extends Distribution {
  readonly target: SshTarget;
}

/** `stage-ahead`: the same for all nodes side by side, before the first of them is drained. */
export interface StageAheadPlan {
  readonly distribution: Distribution;
  readonly targets: readonly SshTarget[];
  /** Nodes that must be reached, by name; of the others the machine may not be there yet. */
  readonly required: readonly string[];
}

/** A file below the product's home that is written whole. */
export interface ProductFile {
  readonly path: string;
  readonly content: string;
}

/** Changes to an XML file that the distribution ships. */
export interface XmlEdit {
  readonly path: string;
  readonly set: readonly { readonly xpath: string; readonly value: string }[];
}

/** Where and how a product says that it can serve. */
export interface Readiness {
  readonly scheme: "http" | "https";
  readonly port: number;
  readonly path: string;
  /** Name for the Host header, SNI and the certificate check. */
  readonly host: string;
  readonly expectStatus: number;
}

export interface KeystorePlan {
  /** Below the product's home. */
  readonly path: string;
  readonly type: "PKCS12" | "JKS";
  readonly alias: string;
  readonly password: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly caPem: string;
}

export interface TruststorePlan {
  readonly path: string;
  readonly type: "PKCS12" | "JKS";
  readonly password: string;
  /** Added beside what the distribution trusts, by alias. */
  readonly certificates: Readonly<Record<string, string>>;
}

/** `start` and `stop`: one product on one node. */
export interface ServicePlan {
  readonly target: SshTarget;
  /** The product's version, for messages and the run record. */
  readonly version: string;
  /** Brought first where it is missing, as on a new machine. */
  readonly distribution?: Distribution;
  /** systemd unit, `wso2-integrator.service`, and its text. */
  readonly unit: string;
  readonly unitText: string;
  /** Home of this version, `/opt/wso2/wso2mi-4.4.0`. */
  readonly home: string;
  /** Symlink that the unit uses, `/opt/wso2/integrator`. */
  readonly homeLink: string;
  readonly owner: string;
  readonly files: readonly ProductFile[];
  readonly xmlEdits: readonly XmlEdit[];
  readonly keystore: KeystorePlan;
  readonly truststore: TruststorePlan;
  readonly readiness: Readiness;
  /** Ports that are open while it serves and closed once it has stopped. */
  readonly ports: readonly number[];
  /** Log below `home` whose last lines explain a failure. */
  readonly logPath: string;
  /** Limit from start to the readiness URL's answer. */
  readonly startTimeoutSec: number;
  /** Limit from SIGTERM to the end of the process; then the stop fails and nothing is killed. */
  readonly stopTimeoutSec: number;
}

/** Which others must be UP on a balancer before a node may leave it. */
export interface Floor {
  /** Servers of the backend that may be out at once, this node included. */
  readonly maxUnavailable: number;
  /** Servers that must stay UP; wins over `maxUnavailable`. */
  readonly minHealthy?: number;
}

export interface DrainLimits {
  /** No new request for so long counts as "its sessions are over". */
  readonly quietSec: number;
  /** How long to wait for that before the node is taken out all the same. */
  readonly sessionTimeoutSec: number;
  /** After maint: how long to wait for requests in flight; then the leave fails and is undone. */
  readonly inFlightTimeoutSec: number;
}

export interface JoinLimits {
  /** Limit for the server to be UP on every balancer. */
  readonly upTimeoutSec: number;
  /** How long it must stay UP on every balancer. */
  readonly stableSec: number;
}

/** `join` and `leave`: one node on every balancer. */
export interface MembershipPlan {
  readonly node: string;
  readonly members: readonly BalancerMember[];
  readonly floor: Floor;
  readonly drain: DrainLimits;
  readonly join: JoinLimits;
  /**
   * How long a change of this node may take, from leave to join. While it lasts, other rolls take no node of
   * these balancers out. @default `defaultLeaseSec` of its limits
   */
  readonly leaseSec?: number;
}

/** A file on a balancer machine, with its mode in octal. */
export interface MachineFile {
  readonly path: string;
  readonly content: string;
  readonly mode: string;
  /** `user:group` @default root:root */
  readonly owner?: string;
}

/** `configure-haproxy`: makes one HAProxy run the configuration, without a gap. */
export interface HaproxyPlan {
  readonly target: SshTarget;
  readonly config: HaproxyConfig;
  /** Certificates and CA files that the configuration names. */
  readonly files: readonly MachineFile[];
  /** The other balancers: what they know of a server's admin state, a new one takes over. */
  readonly peers: readonly { readonly name: string; readonly ssh: SshTarget; readonly socketPath: string }[];
}

/** `status` and `repair`: a whole group. */
export interface StatusPlan {
  readonly nodes: readonly { readonly node: string; readonly members: readonly BalancerMember[] }[];
}

/** The program's commands and what each reads. */
export interface Plans {
  readonly prepare: MachinePlan;
  readonly stage: StagePlan;
  readonly "stage-ahead": StageAheadPlan;
  readonly start: ServicePlan;
  readonly stop: ServicePlan;
  readonly join: MembershipPlan;
  readonly leave: MembershipPlan;
  readonly "configure-haproxy": HaproxyPlan;
  readonly status: StatusPlan;
  readonly repair: StatusPlan;
  readonly heal: MembershipPlan;
}
