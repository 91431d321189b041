import { checkMachines, describeProblems } from "../../remote/check-machine";
import { RollError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import { eachSettled } from "./in-service";
import { balancerNames } from "./member";
import { machinesOf, openMembers } from "./open-members";
import type { FloorsPlan } from "./plans";

/**
 * `set-floors`: the first thing of a roll, so that what must stay UP is what the configuration says now, and a
 * balancer that can't be reached stops the roll before any node is drained.
 */
export async function setFloors(context: RollContext, plan: FloorsPlan): Promise<RollResult> {
  const members = await openMembers(context, plan.group, plan.members);
  const found = await checkMachines(context.pool, machinesOf(context, plan.members));
  // One that can't be reached was judged a line above.
  const problems = found.filter(({ isSilent }) => !isSilent);
  if (problems.length > 0) {
    throw new RollError({
      node: plan.group,
      step: "try what the roll will do",
      expected: "each balancer's machine to have what the roll needs",
      seen: describeProblems(problems),
      next: "correct what is named, then `pulumi up`; nothing has moved",
    });
  }
  await eachSettled(members, (member) => member.writeFloors({ ...plan.policy, group: plan.group }));
  const balancers = balancerNames(members);
  context.report.line(plan.group, "floors", `${balancers} know what must stay UP`);
  return { group: plan.group, balancers };
}
