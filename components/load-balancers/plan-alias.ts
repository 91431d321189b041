import { type Problem, Problems } from "../validation/problems";

/** A zone's name as people write it: Route 53 ends it with a dot. */
function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** Whether a name is that of a zone, or below it. */
export function checkAlias(host: string, zoneName: string): Problem[] {
  const problems = new Problems();
  const zone = withoutDot(zoneName);
  problems.require(
    host === zone || host.endsWith(`.${zone}`),
    "host",
    `got ${JSON.stringify(host)}, which is not in the hosted zone ${zone}; give a name below it, or the zone that has this name`,
  );
  return problems.list;
}

/** Whether a name is told where to lead, in one way. */
export function checkTarget(given: { target?: unknown; address?: unknown; ipv6?: boolean }): Problem[] {
  const problems = new Problems();
  problems.require(
    (given.target === undefined) !== (given.address === undefined),
    "target",
    "exactly one of target (a load balancer) and address (an IPv4 address) is needed",
  );
  problems.require(
    given.address === undefined || !given.ipv6,
    "ipv6",
    "is set, and so is address; an AAAA record leads to a load balancer alone",
  );
  return problems.list;
}

/** The records of one name, and what their resources' names end with. */
export function planAliasTypes(ipv6: boolean): { type: "A" | "AAAA"; suffix: string }[] {
  const a = { type: "A" as const, suffix: "" };
  return ipv6 ? [a, { type: "AAAA", suffix: "-ipv6" }] : [a];
}

/**
 * Route 53 answers an alias to a load balancer with 60 seconds, which nobody can change (its developer guide, "Choosing
 * between alias and non-alias records"); the rest is for the change to reach all of its servers.
 */
export const aliasTtlSec = 75;

export function checkSettleSec(settleSec: number = aliasTtlSec): Problem[] {
  const problems = new Problems();
  const isGood = settleSec >= 0 && settleSec <= 3600;
  problems.require(isGood, "settleSec", `got ${settleSec}; 0 to 3600 seconds are allowed`);
  return problems.list;
}
