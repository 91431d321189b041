import type { MachineCheck } from "../../remote/machine-needs";
import type { RollPart } from "../../remote/roll-part";
import type { SshTarget } from "../../remote/ssh-target";
import type { HookPlan } from "../hooks/hook-plan";
import type { NodePlan } from "../node-plan";
import type { BalancerMember } from "./balancer-member";

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
  /** After maint: sessions that last longer than this are shut down. @default none is */
  readonly shutdownSessionsAfterSec?: number;
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
  /** Its other backends. @default none */
  readonly further?: readonly string[];
  readonly peers: readonly { readonly ssh: SshTarget; readonly socketPath: string }[];
}

/** A node behind a machine that is a balancer itself, as a member there and at the machine's peers. */
export interface NodeBehind {
  readonly node: string;
  readonly own: BalancerMember;
  readonly peers: readonly BalancerMember[];
}

/** `join` and `leave`: one node on every balancer. */
export interface MembershipPlan extends RollPart {
  readonly node: string;
  /** The group that the node belongs to. @default not known */
  readonly group?: string;
  readonly members: readonly BalancerMember[];
  readonly floor: Floor;
  readonly drain: DrainLimits;
  readonly join: JoinLimits;
  /**
   * How long nothing may be heard of a run that has this node out: commands renew that while they work. Until
   * then other rolls take no node of these balancers out. @default `defaultLeaseSec` of its limits
   */
  readonly leaseSec?: number;
  /** What is installed on the node: started again where an aborted roll had stopped it. @default nothing is */
  readonly restart?: NodePlan;
  /** Once the node may leave and before it is drained; not for a node that is not in service. */
  readonly before?: HookPlan;
  /** For a node that is a HAProxy itself: it joins when it has the servers that its peers have. */
  readonly balances?: BalancedBackend;
  /** For a node that is a balancer of another kind: the same. @default it is none */
  readonly behind?: readonly NodeBehind[];
}

/** The floors of a group as its configuration has them now; a plan in the state may be older. */
export interface FloorPolicy {
  /** Whose floors they are: two groups may stand behind one backend. @default not known */
  readonly group?: string;
  /** Servers that must stay UP; wins over `maxUnavailable`. */
  readonly minHealthy?: number;
  /** By node: how many may be out at once while it is out, itself included. */
  readonly maxUnavailable: Readonly<Record<string, number>>;
  /** As in `DrainLimits`: for leaves whose plan does not know of it yet. */
  readonly shutdownSessionsAfterSec?: number;
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

/** `run-hooks` around a batch or a roll. */
export interface RunHooksPlan extends HookPlan {
  /** Nodes that are back, while the run goes on to others after this: others see so that it lives. @default none */
  readonly between?: StatusPlan["nodes"];
}

/** `status` and `repair`: a whole group. */
export interface StatusPlan {
  readonly nodes: readonly { readonly node: string; readonly members: readonly BalancerMember[] }[];
  /** Of `check-members`: what the roll will do on which machine. @default on the balancers alone */
  readonly machines?: readonly MachineCheck[];
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
