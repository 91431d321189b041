import type { HealTokens, RollingGroup, RollingGroupArgs } from "../components";
import type { Settings } from "./settings";

/** How a group is rolled, from the stack's configuration. */
export function groupSettings(
  settings: Settings,
): Omit<RollingGroupArgs, "hosts" | "workload" | "balancers"> {
  const { batch, minHealthy, strategy, pauseAfterBatch, approvedRoll } = settings;
  return {
    batches: (Array.isArray(batch) ? batch : [batch]).map(String),
    minHealthy: minHealthy === undefined ? undefined : String(minHealthy),
    strategy,
    pauseAfterBatch,
    approvedRoll,
    approveWith: "`pulumi config set wso2:approvedRoll` with that id",
    limits: settings,
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
