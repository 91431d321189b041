import type { MachineCheck } from "../remote/machine-needs";
import type { Shape } from "../remote/plan-shape";
import type { Report } from "../remote/report";
import type { RollRun } from "../remote/run/roll-run";
import type { SshPool } from "../remote/ssh/pool";
import type { BalancerMember } from "./membership/balancer-member";
import type { Member } from "./membership/member";
import type { BalancedBackend } from "./membership/plans";
import type { NodePlan } from "./node-plan";

/** What every command works with. */
export interface RollContext {
  readonly report: Report;
  readonly pool: SshPool;
  readonly rooms: Rooms;
  /** Aborted when the operator stops the program; a command then undoes what it began. */
  readonly signal: AbortSignal;
  /** `WSO2_BELOW_FLOOR=allow`, or a `pulumi destroy` of the whole stack: leave although too few others are UP. */
  readonly belowFloorAllowed: boolean;
  /** `WSO2_ROLL_MISSING_HOST=skip`: a machine that can't be reached counts as gone. */
  readonly missingHostSkipped: boolean;
  /** The roll that this command is part of. */
  readonly run: RollRun;
  /** `WSO2_ROLL_LOCK=break`: go on although another roll is under way. */
  readonly lockBroken: boolean;
  /** `WSO2_ROLL_HOOKS=skip`: no hook runs. */
  readonly hooksSkipped?: boolean;
}

/** What came of a command, for its last line on standard output; nothing secret. */
export type RollResult = Readonly<Record<string, unknown>>;

/** A kind of balancer: how a plan names a member of it, and how it is reached. */
export interface BalancerKind<M extends BalancerMember = BalancerMember> {
  readonly kind: M["kind"];
  readonly shape: Shape<M>;
  open(context: RollContext, member: M, connectTimeoutSec?: number): Promise<Member>;
  /** The machine behind it, where there is one to log in to. */
  machine?(member: M): MachineCheck;
}

/** What a machine's own HAProxy is asked before it takes clients. */
export interface OwnBalancer {
  hasEnabledServers(context: RollContext, own: BalancedBackend): Promise<boolean>;
  catchUp(context: RollContext, node: string, own: BalancedBackend, timeoutSec: number): Promise<void>;
  /** Ends the connections that its clients keep, while and after what stands in front drains. */
  letGo(
    context: RollContext,
    node: string,
    own: BalancedBackend,
    drained: Promise<unknown>,
    timeoutSec: number,
  ): Promise<void>;
}

/** What the rooms above bring to a roll: it knows kinds of balancers and of products by this alone. */
export interface Rooms {
  readonly balancers: readonly BalancerKind[];
  /** Of a machine that is a balancer itself. */
  readonly ownBalancer: OwnBalancer;
  /** Starts what is installed on a node and does not run. */
  ensureRunning(context: RollContext, plan: NodePlan): Promise<void>;
}
