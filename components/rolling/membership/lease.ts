import type { MembershipPlan } from "./plans";

/**
 * The longest that nothing is heard of a run between two commands of one node, while the engine is at work. Each
 * command renews its node's record for as long as it works, so nothing that takes long is counted here.
 */
export const betweenCommandsSec = 300;

/**
 * From elsewhere nobody sees a run end. For so long after a node came back, or after its run was last seen at work,
 * the run may be on its way to its next node.
 */
export const betweenSec = 60;

/** Where a plan does not say: longest stop and start of a product by default, and a new machine in between. */
const changeSec = 1800;

/** How long a node may be out when its plan does not say: the limits of both its ends and of the change between. */
export function defaultLeaseSec({ drain, join }: Pick<MembershipPlan, "drain" | "join">): number {
  const leaveSec = drain.sessionTimeoutSec + drain.inFlightTimeoutSec;
  return leaveSec + changeSec + join.upTimeoutSec + join.stableSec;
}

export function leaseSecOf(plan: Pick<MembershipPlan, "drain" | "join" | "leaseSec">): number {
  return plan.leaseSec ?? defaultLeaseSec(plan);
}

/** Several times before it is over: one that fails is no harm. */
export function renewEveryMs(leaseSec: number): number {
  return Math.min(60, Math.max(0.05, leaseSec / 5)) * 1000;
}

/** The lease's end, counted from now. */
export function leaseEnd(leaseSec: number, now: Date): string {
  return new Date(now.getTime() + leaseSec * 1000).toISOString();
}
