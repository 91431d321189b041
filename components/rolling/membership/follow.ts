import type { RollContext, RollResult } from "../context";
import { joinMembers } from "./join";
import { type GroupFacts, type Member, readFacts } from "./member";
import { openMembers } from "./open-members";
import type { MembershipPlan } from "./plans";
import { tellPeers } from "./tell-peers";

/**
 * `follow`: joins the balancers that have never had this node, as after a load balancer was replaced by a new one.
 * Where it is known, in service or out, nothing changes: somebody may have taken it out by hand.
 */
export async function follow(context: RollContext, plan: MembershipPlan): Promise<RollResult> {
  const { node } = plan;
  const members = await openMembers(context, node, plan.members);
  const facts = await readFacts(members);
  await tellPeers(plan, members, facts);
  const fresh = members.filter((member, index) => !isKnown(member, facts[index]));
  if (fresh.length === 0) {
    context.report.line(node, "follow", "no new balancer");
    return { node, joined: "" };
  }
  if (plan.balances) {
    const { prepareBalancer } = require("./join-balancer") as typeof import("./join-balancer");
    const done = await prepareBalancer(context, plan, plan.balances, fresh, context.rooms.ownBalancer);
    if (done) return done;
  }
  return joinMembers(context, plan, fresh);
}

function isKnown({ server }: Member, facts: GroupFacts | undefined): boolean {
  const isListed = facts?.servers.some(({ name }) => name === server);
  return isListed === true || facts?.records.some((record) => record.server === server) === true;
}
