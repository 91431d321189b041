import type { SshTarget } from "../remote/ssh-target";
import { planLeaseSec } from "../rolling/limits";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { MembershipPlan } from "../rolling/membership/plans";
import { haproxyPaths } from "./haproxy-paths";

export interface EdgeLimits {
  edgeUpTimeoutSec?: number;
  edgeStableSec?: number;
}

/** Everything that decides how one HAProxy joins and leaves what stands in front, resolved. */
export interface EdgeFacts {
  readonly node: string;
  readonly members: readonly BalancerMember[];
  readonly ssh: SshTarget;
  readonly peers: readonly SshTarget[];
  readonly backend: string;
  /** Its other backends. @default none */
  readonly further?: readonly string[];
  /** Of the slowest edge. */
  readonly drainingTimeoutSec: number;
  readonly limits: EdgeLimits;
}

/** Over the balancer's own limit, for its report of the end to arrive. */
const drainingMarginSec = 60;

/** One HAProxy at a time leaves, and only while all the others are in service. */
export function planEdgeMembership(facts: EdgeFacts): MembershipPlan {
  const { node, members, ssh, peers, backend, further = [], drainingTimeoutSec, limits } = facts;
  const { socketPath } = haproxyPaths;
  return {
    node,
    members,
    floor: { maxUnavailable: 1 },
    // The balancer itself says when nothing is left: no guess from silence is needed.
    drain: {
      quietSec: 0,
      sessionTimeoutSec: drainingTimeoutSec + drainingMarginSec,
      inFlightTimeoutSec: drainingMarginSec,
    },
    // Out while another instance comes up, is prepared and configured: no command works on it all that time.
    leaseSec: planLeaseSec({}),
    join: { upTimeoutSec: limits.edgeUpTimeoutSec ?? 120, stableSec: limits.edgeStableSec ?? 20 },
    balances: {
      ...{ ssh, socketPath, backend },
      ...(further.length > 0 ? { further } : {}),
      peers: peers.map((peer) => ({ ssh: peer, socketPath })),
    },
  };
}
