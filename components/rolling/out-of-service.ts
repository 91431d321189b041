import type { NodeStatus } from "./membership/node-status";

/** Nodes that a balancer knows and does not send requests to. What can't be asked says nothing. */
export function planFirst(nodes: readonly NodeStatus[]): string[] {
  return nodes
    .filter(({ balancers }) => balancers.some(({ known, admin, status }) => known && !serves(admin, status)))
    .map(({ node }) => node);
}

/** In the words of HAProxy, a classic ELB and a target group. */
const inService = /^(UP|InService|healthy)/;

function serves(admin: string | undefined, status: string | undefined): boolean {
  return admin === "ready" && inService.test(status ?? "");
}
