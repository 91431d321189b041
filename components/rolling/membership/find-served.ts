import type { RollContext } from "../context";
import type { BalancerMember } from "./balancer-member";
import type { GroupFacts } from "./member";
import { openMember } from "./open-members";
import type { StatusPlan } from "./plans";
import { groupKey } from "./status";

const connectTimeoutSec = 5;

/**
 * The nodes that have ever been in service, as far as the balancers can be asked: one of them sends a node
 * requests, or has it written down. A node that is yet to be made has not. Each balancer is asked once.
 */
export async function findServed(context: RollContext, nodes: StatusPlan["nodes"]): Promise<Set<string>> {
  const groups = new Map(
    nodes.flatMap(({ members }) => members.map((member) => [groupKey(member), member] as const)),
  );
  const facts = new Map<string, GroupFacts>();
  await Promise.allSettled(
    [...groups].map(async ([key, member]) => {
      facts.set(key, await (await openMember(context, member, connectTimeoutSec)).facts());
    }),
  );
  const served = nodes.filter(({ members }) =>
    members.some((member) => hasServed(member, facts.get(groupKey(member)))),
  );
  return new Set(served.map(({ node }) => node));
}

function hasServed({ server }: BalancerMember, facts: GroupFacts | undefined): boolean {
  if (facts?.served) return facts.served.includes(server);
  const view = facts?.servers.find(({ name }) => name === server);
  return view?.admin === "ready" || facts?.joined?.includes(server) === true;
}
