import type { NodeStatus } from "../rolling/membership/node-status";
import type { StatusPlan } from "../rolling/membership/plans";
import type { UnreachableBalancer } from "../rolling/plan-file";

/**
 * Asks every balancer how each node is now, so that a roll can take nodes that are out first, and heal those
 * that are out without reason. What asks is loaded only here: most programs never do.
 *
 * @returns what the balancers say; those that can't be reached are listed as such
 */
export async function readNodeStatus(plan: StatusPlan): Promise<NodeStatus[]> {
  return (await readStatus(plan)).nodes;
}

/** What the balancers say of each node, and those that can't be asked, with why. */
export interface GroupStatus {
  readonly nodes: NodeStatus[];
  readonly unreachable: readonly UnreachableBalancer[];
}

export async function readStatus(plan: StatusPlan): Promise<GroupStatus> {
  const { status } = require("../rolling/membership/status") as typeof import("../rolling/membership/status");
  const { SshPool } = require("../remote/ssh/pool") as typeof import("../remote/ssh/pool");
  const { Report } = require("../remote/report") as typeof import("../remote/report");
  const { identifyRun } = require("../remote/run/roll-run") as typeof import("../remote/run/roll-run");
  const { rooms } = require("./rooms") as typeof import("./rooms");
  const signal = new AbortController().signal;
  const pool = new SshPool(signal);
  try {
    const context = {
      report: new Report({ command: "status", write: () => {} }),
      ...{ pool, rooms, signal, run: identifyRun(undefined) },
      ...{ belowFloorAllowed: false, missingHostSkipped: false, lockBroken: false },
    };
    return (await status(context, plan)) as unknown as GroupStatus;
  } finally {
    await pool.close();
  }
}
