import type { MembershipPlan } from "./plans";

/** Longest stop and start of a product by default, and a new machine in between. */
const changeSec = 1800;

/** How long a node may be out when its plan does not say: the limits of both its ends and of the change between. */
export function defaultLeaseSec({ drain, join }: Pick<MembershipPlan, "drain" | "join">): number {
  const leaveSec = drain.sessionTimeoutSec + drain.inFlightTimeoutSec;
  return leaveSec + changeSec + join.upTimeoutSec + join.stableSec;
}
