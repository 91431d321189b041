/**
 * What the roll program is told, as JSON on its standard input: one plan a command.
 * Plain values only, so that a plan can be built, read and tested without Pulumi.
 * Every plan holds an SSH key and is a secret as a whole.
 */
import type { HaproxyConfig } from "../haproxy/config-model";
import type { StageAheadPlan, StagePlan } from "../nodes/distribution";
import type { ServicePlan, StopPlan } from "../nodes/service-plan";
import type { RollPart } from "../remote/roll-part";
import type { MachineFile, SshTarget } from "../remote/ssh-target";
import type { HookPlan } from "../rolling/hooks/hook-plan";
import type { BalancerMember } from "../rolling/membership/balancer-member";

export type { Distribution, StageAheadPlan, StagePlan } from "../nodes/distribution";
export type {
  KeystorePlan,
  ProductFile,
  ProductInstall,
  TruststorePlan,
  XmlEdit,
} from "../nodes/product-install";
export type {
  Change,
  HttpReadiness,
  ManagedService,
  MonitService,
  Readiness,
  ScriptService,
  ServicePlan,
  StopPlan,
  SystemdService,
  TcpReadiness,
} from "../nodes/service-plan";
export type { RollPart } from "../remote/roll-part";
export type { MachineFile, SshTarget } from "../remote/ssh-target";
export type { Hook, HookContext, HookPlan } from "../rolling/hooks/hook-plan";
export type {
  BalancerMember,
  ClassicElbMember,
  HaproxyMember,
  TargetGroupMember,
} from "../rolling/membership/balancer-member";

/** `prepare`: first contact with a new instance. */
export interface MachinePlan extends RollPart {
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

/** One HAProxy's backend, and the other HAProxies that have the same one. */
export interface BalancedBackend {
  readonly ssh: SshTarget;
  readonly socketPath: string;
  readonly backend: string;
  readonly peers: readonly { readonly ssh: SshTarget; readonly socketPath: string }[];
}

/** `join` and `leave`: one node on every balancer. */
export interface MembershipPlan extends RollPart {
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
  /** What is installed on the node: started again where an aborted roll had stopped it. @default nothing is */
  readonly restart?: ServicePlan;
  /** Once the node may leave and before it is drained; not for a node that is not in service. */
  readonly before?: HookPlan;
  /** For a node that is a HAProxy itself: it joins when it has the servers that its peers have. */
  readonly balances?: BalancedBackend;
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

/** The floors of a group as its configuration has them now; a plan in the state may be older. */
export interface FloorPolicy {
  /** Servers that must stay UP; wins over `maxUnavailable`. */
  readonly minHealthy?: number;
  /** By node: how many may be out at once while it is out, itself included. */
  readonly maxUnavailable: Readonly<Record<string, number>>;
  /** Balancers that nobody asks: down, and taken out by configuration until they are back. */
  readonly balancersOut?: readonly string[];
}

/** `set-floors`: tells every balancer what must stay UP from now on. */
export interface FloorsPlan {
  readonly group: string;
  /** One member for each balancer. */
  readonly members: readonly BalancerMember[];
  readonly policy: FloorPolicy;
}

/** `bake`: all nodes of a batch stay in service for a time. */
export interface BakePlan {
  readonly nodes: readonly { readonly node: string; readonly members: readonly BalancerMember[] }[];
  readonly bakeSec: number;
}

/** `gate`: goes on only when somebody has approved this very roll; a first deployment needs nobody. */
export interface GatePlan {
  readonly batch: number;
  readonly nodes: readonly string[];
  /** What is rolled out: changes with every change of version, configuration or machine. */
  readonly rollId: string;
  readonly approved?: string;
  /** The command by which somebody approves. */
  readonly approveWith: string;
  /** The nodes of later batches: as long as none of them has ever served, there is nothing to protect. */
  readonly later: StatusPlan["nodes"];
}

/** `status` and `repair`: a whole group. */
export interface StatusPlan {
  readonly nodes: readonly { readonly node: string; readonly members: readonly BalancerMember[] }[];
}

/** A step between leave and join. */
export interface ChangeStep {
  /** The node on its balancers: where the step fails, they are told that its roll has ended. @default none is */
  readonly members?: readonly BalancerMember[];
  /**
   * For a start that finds its services running: the node may be in service, so it leaves first. Existing
   * machines are at their first deployment; others once a repair has brought them back. @default it does not
   */
  readonly leave?: MembershipPlan;
}

/** The program's commands and what each reads. */
export interface Plans {
  readonly prepare: MachinePlan;
  readonly stage: StagePlan;
  readonly "stage-ahead": StageAheadPlan;
  readonly start: ServicePlan & ChangeStep;
  readonly stop: StopPlan & ChangeStep;
  readonly "set-floors": FloorsPlan;
  readonly bake: BakePlan;
  readonly gate: GatePlan;
  readonly join: MembershipPlan;
  readonly leave: MembershipPlan;
  readonly "configure-haproxy": HaproxyPlan;
  readonly status: StatusPlan;
  readonly repair: StatusPlan;
  readonly "check-members": StatusPlan;
  readonly "run-hooks": HookPlan;
}
