import type { StatusPlan } from "../program/plans";
import type { NodeStatus } from "./membership/status";

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

/**
 * Asks every balancer how each node is now, so that a roll can take nodes that are out first, and heal those
 * that are out without reason.
 * @returns what the balancers say; those that can't be reached are listed as such
 */
export async function readNodeStatus(plan: StatusPlan): Promise<NodeStatus[]> {
  const [{ status }, { SshPool }, { Report }, { identifyRun }] = await Promise.all([
    import("./membership/status"),
    import("../remote/ssh/pool"),
    import("../remote/report"),
    import("../remote/run/roll-run"),
  ]);
  const signal = new AbortController().signal;
  const pool = new SshPool(signal);
  try {
    const context = {
      report: new Report({ command: "status", write: () => {} }),
      ...{ pool, signal, run: identifyRun(undefined) },
      ...{ belowFloorAllowed: false, missingHostSkipped: false, lockBroken: false },
    };
    return (await status(context, plan)).nodes as NodeStatus[];
  } finally {
    await pool.close();
  }
}
