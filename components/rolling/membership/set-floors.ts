import type { RollContext, RollResult } from "../context";
import { eachSettled } from "./in-service";
import { balancerNames } from "./member";
import { openMembers } from "./open-members";
import type { FloorsPlan } from "./plans";

/**
 * `set-floors`: the first thing of a roll, so that what must stay UP is what the configuration says now, and a
 * balancer that can't be reached stops the roll before any node is drained.
 */
export async function setFloors(context: RollContext, plan: FloorsPlan): Promise<RollResult> {
  const members = await openMembers(context, plan.group, plan.members);
  await eachSettled(members, (member) => member.writeFloors({ ...plan.policy, group: plan.group }));
  const balancers = balancerNames(members);
  context.report.line(plan.group, "floors", `${balancers} know what must stay UP`);
  return { group: plan.group, balancers };
}
