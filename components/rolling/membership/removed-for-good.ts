import type { RollContext } from "../context";
import type { GroupFacts } from "./member";
import type { MembershipPlan } from "./plans";

/**
 * Whether nothing comes after a node's leave: the group as every balancer has been told it has no such node any
 * more, or all that there is goes. Then it is out because there is none, and not because a roll has it in hands.
 */
export function isRemovedForGood(
  { run }: Pick<RollContext, "run">,
  { node, group }: Pick<MembershipPlan, "node" | "group">,
  facts: readonly GroupFacts[],
): boolean {
  if (run.destroysAll) return true;
  // Another group's floors say nothing of this one; older plans and balancers name none.
  const told = facts.flatMap(({ floors }) => floors ?? []);
  const own = told.filter(
    (floors) => floors.group === undefined || group === undefined || floors.group === group,
  );
  return own.length > 0 && own.every(({ maxUnavailable }) => maxUnavailable[node] === undefined);
}
