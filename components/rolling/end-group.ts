import { RollError } from "../remote/roll-error";
import type { RollContext, RollResult } from "./context";

/** `end-group`: the nodes that would all go. */
export interface EndPlan {
  readonly group: string;
  readonly nodes: readonly string[];
}

/**
 * `end-group`: runs before anything of a group is deleted, when a deployment names the group no more. A program
 * that failed to say so, or that ran without its group by mistake, looks to the engine like one that wants none.
 *
 * @throws RollError unless the end was asked for: by `pulumi destroy`, or by what allows to go below every floor.
 */
export async function endGroup(context: RollContext, { group, nodes }: EndPlan): Promise<RollResult> {
  if (!context.belowFloorAllowed) {
    throw new RollError({
      step: `end group ${group}`,
      expected: "that the program still has the group, or that its end was asked for",
      seen: `this deployment would delete every node: ${nodes.join(", ")}`,
      next: "bring the group back into the program and run `pulumi up`; to end it on purpose, `pulumi destroy`, or `WSO2_BELOW_FLOOR=allow pulumi up` for this group alone",
    });
  }
  context.report.line(group, "end", `all of ${nodes.join(", ")} go: that was asked for`);
  return { group, nodes };
}
