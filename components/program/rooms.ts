import { apacheKind } from "../apache/apache-kind";
import { pairKind } from "../failover-pair/pair-kind";
import { haproxyKind } from "../haproxy/haproxy-kind";
import { classicElbKind, targetGroupKind } from "../load-balancers/aws-kinds";
import type { ServicePlan } from "../nodes/service-plan";
import type { BalancerKind, Rooms } from "../rolling/context";
import { wso2ElbKind } from "../wso2-elb/elb-kind";

/** All kinds of balancers. A new one is a room with its kind, and a line here. */
export const balancerKinds = [
  haproxyKind,
  classicElbKind,
  targetGroupKind,
  pairKind,
  wso2ElbKind,
  apacheKind,
] as readonly BalancerKind[];

/** What this program brings to a roll; each part is loaded when it is first needed. */
export const rooms: Rooms = {
  balancers: balancerKinds,
  get ownBalancer() {
    return {
      ...(require("../haproxy/live/catch-up") as typeof import("../haproxy/live/catch-up")),
      ...(require("../haproxy/live/let-go") as typeof import("../haproxy/live/let-go")),
    };
  },
  ensureRunning(context, plan) {
    const { ensureRunning } =
      require("../nodes/live/ensure-running") as typeof import("../nodes/live/ensure-running");
    return ensureRunning(context, plan as ServicePlan);
  },
};
