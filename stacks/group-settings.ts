import type { RollingGroupArgs } from "../components";
import type { RollSettings } from "./roll-settings";

/** How a group is rolled, from the stack's configuration. */
export function groupSettings(
  settings: RollSettings,
): Omit<RollingGroupArgs, "hosts" | "workload" | "balancers" | "strategy"> {
  const { batch, minHealthy, pauseAfterBatch, approvedRoll, balancersOut } = settings;
  return {
    batches: (Array.isArray(batch) ? batch : [batch]).map(String),
    minHealthy: minHealthy === undefined ? undefined : String(minHealthy),
    pauseAfterBatch,
    approvedRoll,
    approveWith: "`pulumi-wso2 approve` (or `pulumi config set wso2:approvedRoll`) with that id",
    limits: settings,
    balancersOut,
    hooks: settings,
  };
}
