import { type OrderedGroup, orderGroups } from "./order-groups";
import type { RollPlan } from "./plan-roll";
import { renderTime } from "./render-roll-plan";

/** What becomes of a group in its turn. */
export interface GroupTurn extends OrderedGroup {
  readonly plan?: RollPlan;
  /** In the place of a plan: `first deployment`. */
  readonly otherwise?: string;
}

/**
 * In which order the groups of a stack go, a line: what a person asks first of a change of several products.
 *
 * @returns nothing where no group waits for another one.
 */
export function renderOrder(groups: readonly GroupTurn[]): string | undefined {
  if (!groups.some(({ after = [] }) => after.length > 0)) return undefined;
  const turns = orderGroups(groups).map(
    ({ group, plan, otherwise }, index) => `${index + 1}. ${group} (${otherwise ?? renderTurn(plan)})`,
  );
  return `Order of the groups: ${turns.join(", ")}. Each begins when the one before has ended well; if one fails, those behind it are not touched.`;
}

function renderTurn(plan: RollPlan | undefined): string {
  if (!plan) return "not known";
  const count = plan.batches.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const leaving = plan.gone.length > 0 ? [`${plan.gone.length} leave for good`] : [];
  if (count === 0 && leaving.length === 0) return "nothing to roll";
  const nodes = count === 1 ? "1 node" : `${count} nodes`;
  return [...(count > 0 ? [`${nodes}, about ${renderTime(plan.estimatedSec)}`] : []), ...leaving].join(", ");
}
