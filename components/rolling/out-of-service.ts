import type { MemberStatus, NodeStatus } from "./membership/node-status";

/** Nodes that a balancer knows and does not send requests to. What can't be asked says nothing. */
export function planFirst(nodes: readonly NodeStatus[]): string[] {
  return nodes
    .filter(({ balancers }) => balancers.some((member) => member.known && !isServing(member)))
    .map(({ node }) => node);
}

/** In the words of HAProxy, a classic ELB and a target group: for a status that was read by an older program. */
const inService = /^(UP|no check|InService|healthy)/;

function isServing({ serves, admin, status }: MemberStatus): boolean {
  return serves ?? (admin === "ready" && inService.test(status ?? ""));
}
