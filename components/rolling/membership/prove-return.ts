import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { allowedBy } from "./below-floor";
import type { Member } from "./member";

/** Each problem that a member knows of, with its balancer. */
export async function findMemberProblems(members: readonly Member[]): Promise<string[]> {
  const found = await Promise.all(members.map(async (member) => (await member.check?.()) ?? []));
  return [
    ...new Set(
      found.flatMap((problems, index) =>
        problems.map((problem) => `${members[index]?.balancer}: ${problem}`),
      ),
    ),
  ];
}

/**
 * Before a node is drained: whatever its way out and its way back will need.
 *
 * @throws RollError that names everything that is missing
 */
export async function proveReturn(
  context: RollContext,
  node: string,
  members: readonly Member[],
): Promise<void> {
  const problems = await findMemberProblems(members);
  if (problems.length === 0) return;
  if (context.belowFloorAllowed) {
    context.report.line(
      node,
      "way back",
      `NOT SURE, allowed by ${allowedBy(context)}: ${problems.join("; ")}`,
    );
    return;
  }
  throw new RollError({
    node,
    step: "prove that it can leave and come back",
    expected: "every balancer ready for both; nothing was changed",
    seen: problems.join("; "),
    next: "put that right on the balancer, then `pulumi up`; for a node that goes for good, `WSO2_BELOW_FLOOR=allow pulumi up`",
  });
}
