import type { RollContext, RollResult } from "../context";
import type { MembershipPlan } from "../plans";
import { RollError } from "../roll-error";
import { describeVerdict, planFloor } from "./floor";
import { balancerNames, exclusively, type GroupFacts, type Member } from "./member";
import { openMembers } from "./open-members";
import { undoing } from "./undo";
import { waitForInFlight, waitForOldProcesses, waitForSessions } from "./waits";

/** `leave`: takes a node out of every balancer without losing a request, or changes nothing. */
export async function leave(context: RollContext, plan: MembershipPlan): Promise<RollResult> {
  const opened = await openMembers(context, plan.node, plan.members);
  return leaveMembers(context, plan, opened);
}

/** The same with the balancers at hand. */
export async function leaveMembers(
  context: RollContext,
  plan: MembershipPlan,
  opened: readonly Member[],
): Promise<RollResult> {
  const { node } = plan;
  const facts = new Map(
    await Promise.all(opened.map(async (member) => [member, await member.facts()] as const)),
  );
  const members = opened.filter((member) => isKnown(member, facts));
  if (members.length === 0) {
    context.report.line(node, "leave", "no balancer has it any more: it has left before");
    return { node, left: "before" };
  }

  const serving = members.filter((member) => own(member, facts)?.admin !== "maint");
  // What a dead node had in flight is lost already; nobody waits for it.
  const alive = members.filter((member) => own(member, facts)?.up || !serving.includes(member));
  if (serving.length > 0) await takeOut(context, plan, members, serving, alive);
  else await waitForInFlight(context, node, members, plan.drain.inFlightTimeoutSec);

  const retained = members.filter((member) => facts.get(member)?.wanted?.includes(member.server) === false);
  if (retained.length > 0) {
    await context.report.step(
      node,
      "remove",
      () => Promise.all(retained.map((member) => member.forget())),
      () => `from the configuration of ${balancerNames(retained)}`,
    );
  }
  return { node, left: balancerNames(members), before: serving.length === 0 };
}

async function takeOut(
  context: RollContext,
  plan: MembershipPlan,
  members: readonly Member[],
  serving: readonly Member[],
  alive: readonly Member[],
): Promise<void> {
  const { node, drain } = plan;
  const names = balancerNames(members);
  await waitForOldProcesses(context, node, members);
  await undoing(context, node, serving, async (changing) => {
    await exclusively(members, async () => {
      await checkFloor(context, plan, serving);
      await changing((member) => member.drain());
    });
    await context.report.step(
      node,
      "drain",
      () => waitForSessions(context, node, alive, drain),
      ({ quiet, inFlight }) =>
        `${names}, ${quiet ? "quiet" : `${inFlight} in flight after ${drain.sessionTimeoutSec} s, no longer waiting`}`,
    );
    await context.report.step(
      node,
      "maint",
      async () => {
        await changing((member) => member.takeOut());
        await waitForInFlight(context, node, alive, drain.inFlightTimeoutSec);
        await Promise.all(members.map((member) => member.save(false)));
      },
      () => `${names}, nothing in flight`,
    );
  });
}

/**
 * A balancer whose own record does not want the server either has let go of it already.
 *
 * @throws RollError when the server should be there.
 */
function isKnown(member: Member, facts: ReadonlyMap<Member, GroupFacts>): boolean {
  const { servers = [], wanted } = facts.get(member) ?? {};
  if (servers.some((view) => view.name === member.server)) return true;
  if (wanted && !wanted.includes(member.server)) return false;
  throw new RollError({
    node: member.balancer,
    step: "find the server",
    expected: `server ${member.server}`,
    seen: `only ${servers.map((view) => view.name).join(", ") || "none at all"}`,
  });
}

function own(member: Member, facts: ReadonlyMap<Member, GroupFacts>) {
  return facts.get(member)?.servers.find((view) => view.name === member.server);
}

/** Read anew, under the lock: two nodes that leave at once must not both count on each other. */
async function checkFloor(
  context: RollContext,
  { node, floor }: MembershipPlan,
  serving: readonly Member[],
): Promise<void> {
  const refused: string[] = [];
  let required = 0;
  for (const [member, facts] of await Promise.all(
    serving.map(async (member) => [member, await member.facts()] as const),
  )) {
    const view = facts.servers.find((candidate) => candidate.name === member.server);
    // A server that is DOWN carries nothing: without it there is no less than before.
    if (!view?.up) continue;
    const verdict = planFloor(member.server, facts, floor);
    required = Math.max(required, verdict.required);
    if (!verdict.holds) refused.push(describeVerdict(member.balancer, verdict));
  }
  if (refused.length === 0) return;
  if (context.belowFloorAllowed) {
    context.report.line(node, "floor", `BELOW THE FLOOR, allowed by WSO2_BELOW_FLOOR: ${refused.join("; ")}`);
    return;
  }
  throw new RollError({
    node,
    step: "check the floor",
    expected: `${required} others UP on every balancer`,
    seen: refused.join("; "),
    next: "bring the others back first; to go below the floor on purpose, run the same command with WSO2_BELOW_FLOOR=allow",
  });
}
