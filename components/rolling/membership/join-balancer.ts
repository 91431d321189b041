import type { OwnBalancer, RollContext, RollResult } from "../context";
import { eachSettled } from "./in-service";
import { balancerNames, type Member } from "./member";
import type { BalancedBackend, MembershipPlan } from "./plans";
import { isUsable } from "./serves";

/**
 * Prepares a machine that is a balancer itself to join what stands in front of it.
 *
 * @returns what came of it when that is all there is to do; `undefined` when the join goes on.
 */
export async function prepareBalancer(
  context: RollContext,
  { node, join }: MembershipPlan,
  own: BalancedBackend,
  members: readonly Member[],
  balancer: OwnBalancer,
): Promise<RollResult | undefined> {
  const facts = await Promise.all(members.map((member) => member.facts()));
  const othersServe = facts.some(({ servers }, index) =>
    servers.some((view) => isUsable(view) && view.name !== members[index]?.server),
  );
  if (othersServe) {
    await context.report.step(
      node,
      "catch up",
      () => balancer.catchUp(context, node, own, join.upTimeoutSec),
      () => `every server that a peer has in service, in ${own.backend}`,
    );
  }
  if (await balancer.hasEnabledServers(context, own)) return undefined;
  const names = balancerNames(members);
  await context.report.step(
    node,
    "register",
    () => eachSettled(members, (member) => member.admit()),
    () => `${names}; in service as soon as a server of ${own.backend} is enabled`,
  );
  return { node, joined: names, waiting: own.backend };
}
