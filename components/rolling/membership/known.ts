import { RollError } from "../../remote/roll-error";
import type { GroupFacts, Member } from "./member";

export type FactsOf = ReadonlyMap<Member, GroupFacts>;

/**
 * A balancer whose own record does not want the server either has let go of it already.
 *
 * @throws RollError when the server should be there.
 */
export function isKnown(member: Member, facts: FactsOf): boolean {
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

/** The server itself, as its balancer has it. */
export function own(member: Member, facts: FactsOf) {
  return facts.get(member)?.servers.find((view) => view.name === member.server);
}
