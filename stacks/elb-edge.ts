import { type ClassicLoadBalancerArgs, type Problem, Problems } from "../components";
import { watchArgs } from "./edge-balancer";
import type { EdgeSettings } from "./edge-settings";

/** What may be said of the load balancer in front of WSO2 ELBs, a classic one. */
export interface ElbEdge {
  readonly edge?: EdgeSettings | undefined;
  readonly accessLogBucket?: string | undefined;
}

type ElbEdgeArgs = "drainingTimeoutSec" | "idleTimeoutSec" | "internal" | "accessLogs" | "alarms";

/** Of that load balancer. */
export function classicArgs(settings: ElbEdge): Pick<ClassicLoadBalancerArgs, ElbEdgeArgs> {
  const { drainingTimeoutSec, idleTimeoutSec, internal, ...edge } = settings.edge ?? {};
  const set = Object.entries({ drainingTimeoutSec, idleTimeoutSec, internal }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...watchArgs(edge, settings), ...Object.fromEntries(set) };
}

/** What it can't be. Keys that a classic one can't have are refused with those of all kinds. */
export function checkElbEdge({ edge: { kind = "classic", keep } = {} }: ElbEdge): Problem[] {
  const problems = new Problems();
  const reason =
    "is set, and so is wso2:front: wso2-elb, which stands behind a classic load balancer alone; leave it out";
  problems.require(kind === "classic", "wso2:edge.kind", reason);
  problems.require(keep === undefined, "wso2:edge.keep", reason);
  return problems.list;
}
