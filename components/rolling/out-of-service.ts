import type { StatusPlan } from "./program/plans";
import type { MemberStatus } from "./program/status";

interface NodeStatus {
  readonly node: string;
  readonly balancers: readonly MemberStatus[];
}

/** Nodes that a balancer knows and does not send requests to. What can't be asked says nothing. */
export function planFirst(nodes: readonly NodeStatus[]): string[] {
  return nodes
    .filter(({ balancers }) => balancers.some(({ known, admin, status }) => known && !serves(admin, status)))
    .map(({ node }) => node);
}

function serves(admin: string | undefined, status: string | undefined): boolean {
  return admin === "ready" && (status ?? "").startsWith("UP");
}

/**
 * Asks every balancer which nodes are out of service now, so that a roll can take those first.
 * @returns their keys; none where no balancer can be reached, as in a pull request's preview
 */
export async function findOutOfService(plan: StatusPlan): Promise<string[]> {
  const [{ status }, { SshPool }, { Report }, { identifyRun }] = await Promise.all([
    import("./program/status"),
    import("./program/ssh/pool"),
    import("./program/report"),
    import("./program/run/roll-run"),
  ]);
  const signal = new AbortController().signal;
  const pool = new SshPool(signal);
  try {
    const report = new Report({ command: "status", write: () => {} });
    const context = {
      ...{ report, pool, signal, run: identifyRun(undefined) },
      ...{ belowFloorAllowed: false, missingHostSkipped: false, lockBroken: false },
    };
    return planFirst((await status(context, plan)).nodes as NodeStatus[]);
  } finally {
    await pool.close();
  }
}
