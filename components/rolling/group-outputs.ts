import * as pulumi from "@pulumi/pulumi";
import type { DeployedGroup } from "./deployed";
import type { StatusPlan } from "./membership/plans";
import type { HealMembers, HealTokens } from "./plan-heal";
import type { RollPlan } from "./plan-roll";
import { summarizeRollPlan } from "./render-roll-plan";
import type { RollingGroup } from "./rolling-group";

// A type and no interface, so that a program's function may return it.
/** What a stack gives out of a group, for its own next deployment and for whoever operates it. */
export type GroupOutputs = {
  /** What `status` and `repair` read; secret. */
  readonly statusPlan: pulumi.Output<StatusPlan>;
  /** For `RollingGroup`'s argument of this name; secret, as nobody reads it on a screen. */
  readonly deployed: pulumi.Output<DeployedGroup>;
  /** How a change of every node would go, in a line. */
  readonly rollPlan: pulumi.Output<string>;
  /** The same whole; secret, so that it doesn't fill a screen. */
  readonly rollPlanDetails: pulumi.Output<RollPlan>;
  /** For `RollingGroup`'s argument of this name. */
  readonly healTokens: HealTokens;
  /** For `RollingGroup`'s argument of this name; secret. @default no node was left out behind a load balancer of AWS */
  readonly healMembers?: pulumi.Output<HealMembers>;
};

/**
 * What a stack must give out of its group. `lastDeployment` reads it the next time: export it as it is, or as one
 * output of its own for each group, and name that output there.
 *
 * @param tier `HaproxyTier.statusPlan`, where the machines in front are rolled too.
 */
export function groupOutputs(
  group: RollingGroup,
  { healTokens, healMembers = {} }: { readonly healTokens: HealTokens; readonly healMembers?: HealMembers },
  tier: pulumi.Output<StatusPlan> = pulumi.output({ nodes: [] }),
): GroupOutputs {
  const plans = pulumi.all([group.statusPlan, tier]);
  return {
    statusPlan: plans.apply(([nodes, machines]) => ({ nodes: [...nodes.nodes, ...machines.nodes] })),
    // Nobody reads these on a screen, and a secret is one line there. `pulumi-wso2 plan` shows the plan.
    deployed: pulumi.secret(group.deployed),
    rollPlan: group.rollPlan.apply(summarizeRollPlan),
    rollPlanDetails: pulumi.secret(group.rollPlan),
    healTokens,
    ...(Object.keys(healMembers).length > 0 ? { healMembers: pulumi.secret(healMembers) } : {}),
  };
}
