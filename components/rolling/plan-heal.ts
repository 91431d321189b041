import type { BalancerMember } from "./membership/balancer-member";
import type { MemberStatus, NodeStatus } from "./membership/node-status";

/** One token for each node that was ever left out: a new one makes the engine run `repair` ahead of the chain. */
export type HealTokens = Readonly<Record<string, string>>;

/** What a node that was ever left out was then, on balancers that know it by its machine alone. */
export type HealMembers = Readonly<Record<string, readonly BalancerMember[]>>;

/** The same as before for all but those that have a new token: a preview right after an `up` shows no change. */
export function planHealMembers(
  previous: HealMembers,
  { before, now }: { readonly before: HealTokens; readonly now: HealTokens },
  nodes: readonly { readonly node: string; readonly members: readonly BalancerMember[] }[],
): HealMembers {
  const fresh = nodes.filter(({ node, members }) => members.length > 0 && now[node] !== before[node]);
  return { ...previous, ...Object.fromEntries(fresh.map(({ node, members }) => [node, members])) };
}

/**
 * Tokens for the next deployment: a new one for each node that is out without reason, and the same as before
 * for all others, so that a preview right after an `up` shows no change. A node that the balancers can't tell
 * anything of keeps its token.
 */
export function planHeal(previous: HealTokens, nodes: readonly NodeStatus[]): HealTokens {
  const next = nodes
    .filter(({ balancers }) => isLeftOut(balancers))
    .map(({ node, balancers }) => [node, nextToken(previous[node], balancers)]);
  return { ...previous, ...Object.fromEntries(next) };
}

/** Since when it is out, where that is written down. Not twice the same: as long as it is out, each `up` tries. */
function nextToken(previous: string | undefined, balancers: readonly MemberStatus[]): string {
  const since = balancers.flatMap(({ out }) => out?.since ?? []).sort();
  const token = since.at(-1) ?? "out";
  return token === previous ? `${token} again` : token;
}

/** As the program's `repair` judges it: in on one balancer, or taken out by a roll that is over. */
function isLeftOut(balancers: readonly MemberStatus[]): boolean {
  const known = balancers.filter((member) => member.known);
  const out = known.filter(({ admin }) => admin !== "ready");
  if (out.length === 0 || known.some((member) => member.out?.standing === "out")) return false;
  return known.some(({ admin }) => admin === "ready") || out.some((member) => member.out !== undefined);
}
