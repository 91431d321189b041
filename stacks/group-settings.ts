import type { HealTokens, RollingGroup, RollingGroupArgs } from "../components";
import type { RollSettings } from "./roll-settings";

/** How a group is rolled, from the stack's configuration. */
export function groupSettings(
  settings: RollSettings,
): Omit<RollingGroupArgs, "hosts" | "workload" | "balancers" | "strategy"> {
  const { batch, minHealthy, pauseAfterBatch, approvedRoll, beforeNode, afterNode } = settings;
  return {
    batches: (Array.isArray(batch) ? batch : [batch]).map(String),
    minHealthy: minHealthy === undefined ? undefined : String(minHealthy),
    pauseAfterBatch,
    approvedRoll,
    approveWith: "`pulumi config set wso2:approvedRoll` with that id",
    limits: settings,
    hooks: { before: beforeNode, after: afterNode },
  };
}

/** What a stack keeps of its group for the next deployment and for whoever operates it. */
export function groupOutputs(group: RollingGroup, { healTokens }: { healTokens: HealTokens }) {
  return {
    statusPlan: group.statusPlan,
    deployed: group.deployed,
    rollPlan: group.rollPlan,
    healTokens,
  };
}
