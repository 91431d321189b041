import type { StatusPlan } from "../rolling/membership/plans";
import type { RollPlan } from "../rolling/plan-roll";

/** A group of nodes as a stack's outputs tell of it. */
export interface GroupFacts {
  readonly statusPlan: StatusPlan;
  readonly rollPlan?: RollPlan;
}

/**
 * The groups of a stack: `groupOutputs` as they are, or one output of its own for each.
 *
 * @throws Error when there is none.
 */
export function findGroups(stack: string, outputs: Readonly<Record<string, unknown>>): GroupFacts[] {
  const groups = [outputs, ...Object.values(outputs)].flatMap((each) => readGroup(each) ?? []);
  if (groups.length > 0) return groups;
  throw new Error(
    Object.keys(outputs).length === 0
      ? `stack ${stack} has no outputs: it has not been deployed yet`
      : `stack ${stack} has no output "statusPlan", as groupOutputs gives it: it has no rolling group, or was not deployed to its end yet`,
  );
}

function readGroup(value: unknown): GroupFacts | undefined {
  if (typeof value !== "object" || value === null || !("statusPlan" in value)) return undefined;
  const { statusPlan, rollPlan, rollPlanDetails } = value as Record<string, unknown>;
  // Before 0.2.0 the output `rollPlan` was the whole plan.
  const plan = rollPlanDetails ?? (typeof rollPlan === "object" ? rollPlan : undefined);
  return { statusPlan: statusPlan as StatusPlan, ...(plan ? { rollPlan: plan as RollPlan } : {}) };
}

/** All nodes of all groups, and the machines in front of them. */
export function joinStatusPlans(groups: readonly GroupFacts[]): StatusPlan {
  return { nodes: groups.flatMap(({ statusPlan }) => statusPlan.nodes) };
}
