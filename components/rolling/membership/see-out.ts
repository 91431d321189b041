import type { RollContext } from "../context";
import { backIn } from "./back-in";
import type { BalancerMember } from "./balancer-member";
import { findIn } from "./check-out";
import { leave } from "./leave";
import { type Member, readFacts } from "./member";
import { openMembers } from "./open-members";
import { findOthers, isOpen } from "./other-lines";
import type { MembershipPlan } from "./plans";

/**
 * Right before a node's services stop: no balancer may send it requests.
 *
 * Where this run took it out and one has it in again, something else works against the roll: nothing is stopped.
 * Where this run did not take it out, as in the run after that, the engine has no leave to run any more: so the
 * node leaves here, by the plan of its last deployment.
 *
 * @throws RollError where a balancer has it in service
 */
export async function seeOut(
  context: RollContext,
  node: string,
  plans: readonly BalancerMember[],
  plan: MembershipPlan | undefined,
): Promise<void> {
  const own = await openMembers(context, node, plans);
  const others = await findOthers(own, (_, record) => isOpen(record));
  const found = await findIn([...own, ...others]);
  if (found.length === 0) return;
  if (!plan || (await isOutByThisRun(context, own))) throw backIn(node, found);
  context.report.line(node, "leave", `once more: ${found.join(", ")}`);
  await leave(context, plan);
}

async function isOutByThisRun({ run }: RollContext, members: readonly Member[]): Promise<boolean> {
  const facts = await readFacts(members);
  return members.some(({ server }, index) =>
    facts[index]?.records.some(
      (record) =>
        record.server === server && record.run === run.id && isOpen(record) && record.ended === undefined,
    ),
  );
}
