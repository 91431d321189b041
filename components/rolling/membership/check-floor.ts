import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { allowedBy } from "./below-floor";
import { chooseFloor, describeVerdict, planFloor, planFloorElsewhere } from "./floor";
import { type GroupFacts, groupOf, type Member } from "./member";
import type { MembershipPlan } from "./plans";
import { findServing } from "./serves";

/** Of facts read under the lock: two nodes that leave at once must not both count on each other. */
export function checkFloor(
  context: RollContext,
  { node, floor }: MembershipPlan,
  serving: readonly Member[],
  latest: ReadonlyMap<Member, GroupFacts | undefined>,
): void {
  const refused: string[] = [];
  let required = 0;
  for (const member of serving) {
    const facts = latest.get(member);
    const view = facts?.servers.find((candidate) => candidate.name === member.server);
    // A server that is DOWN carries nothing: without it there is no less than before. Nor does a backup in reserve.
    if (!facts || !view?.up || (view.backup && !findServing(facts.servers).includes(view))) continue;
    if (member.elsewhere && view.weightless) continue;
    const leaving = serving.filter((other) => groupOf(other) === groupOf(member));
    const names = leaving.map(({ server }) => server);
    const verdict = member.elsewhere
      ? planFloorElsewhere(
          names,
          facts,
          chooseFloor(node, { maxUnavailable: floor.maxUnavailable }, facts.floors),
        )
      : planFloor(names, facts, chooseFloor(node, floor, facts.floors));
    required = Math.max(required, verdict.required);
    if (!verdict.holds) refused.push(describeVerdict(member.balancer, verdict));
  }
  if (refused.length === 0) return;
  if (context.belowFloorAllowed) {
    context.report.line(
      node,
      "floor",
      `BELOW THE FLOOR, allowed by ${allowedBy(context)}: ${refused.join("; ")}`,
    );
    return;
  }
  throw new RollError({
    node,
    step: "check the floor",
    expected: `${required} others UP on every balancer`,
    seen: refused.join("; "),
    next: "bring the others back first, then `pulumi up`; to go below the floor on purpose, `WSO2_BELOW_FLOOR=allow pulumi up`",
  });
}
