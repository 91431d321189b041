import type { RollContext } from "../context";
import { backIn } from "./back-in";
import { type Member, readFacts } from "./member";
import type { DrainLimits } from "./plans";
import { describeStatus } from "./serves";
import { waitForInFlight } from "./waits";

/** Where a node gets requests although it should not: `lb1 has it UP`. */
export async function findIn(members: readonly Member[]): Promise<string[]> {
  const facts = await readFacts(members);
  return members.flatMap(({ balancer, server }, index) => {
    const view = facts[index]?.servers.find(({ name }) => name === server);
    return view && view.admin !== "maint" ? [`${balancer} has it ${describeStatus(view)}`] : [];
  });
}

/**
 * At the end of a leave, all is read once more, processes that a reload left behind meanwhile too.
 *
 * @returns as `waitForInFlight`
 * @throws RollError when a balancer has it in again
 */
export async function checkOut(
  context: RollContext,
  node: string,
  members: readonly Member[],
  limits: DrainLimits,
  dead: readonly Member[] = [],
): Promise<string> {
  const found = await findIn(members);
  if (found.length > 0) throw backIn(node, found);
  return waitForInFlight(context, node, members, limits, dead);
}
