import * as pulumi from "@pulumi/pulumi";
import {
  type HealTokens,
  type RollingGroup,
  type RollingGroupArgs,
  type StatusPlan,
  summarizeRollPlan,
} from "../components";
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
    approveWith: "`pulumi config set wso2:approvedRoll` with that id",
    limits: settings,
    balancersOut,
    hooks: settings,
  };
}

/**
 * What a stack keeps of its group for the next deployment and for whoever operates it.
 *
 * @param tier The machines in front, where they are rolled too.
 */
export function groupOutputs(
  group: RollingGroup,
  { healTokens }: { healTokens: HealTokens },
  tier: pulumi.Output<StatusPlan> = pulumi.output({ nodes: [] }),
) {
  const plans = pulumi.all([group.statusPlan, tier]);
  return {
    statusPlan: plans.apply(([nodes, machines]) => ({ nodes: [...nodes.nodes, ...machines.nodes] })),
    // Nobody reads these on a screen, and a secret is one line there. `pulumi-wso2 plan` shows the plan.
    deployed: pulumi.secret(group.deployed),
    rollPlan: group.rollPlan.apply(summarizeRollPlan),
    rollPlanDetails: pulumi.secret(group.rollPlan),
    healTokens,
  };
}
