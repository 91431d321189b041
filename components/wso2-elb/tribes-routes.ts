/** Which of an ELB machine's ways to a member's Tribes port are closed. */
export interface TribesRoute {
  readonly address: string;
  readonly port: number;
}

/** By its number: a machine without Debian's netbase knows no protocol by name. */
const tcp = 6;

/** From here on: the rules that a roll adds stand ahead of the machine's own. */
const preference = 1200;

/** Not added twice, and never away in between: Tribes would meet the node in that moment. */
function renderRule(address: string, side: "dport" | "sport", port: number): string {
  const there = `^${preference}:.* to ${address.replaceAll(".", "[.]")} ipproto [^ ]+ ${side} ${port} unreachable`;
  const rule = `pref ${preference} to ${address} ipproto ${tcp} ${side} ${port} unreachable`;
  return `ip rule show | grep -Eq '${there}' || ip rule add ${rule}`;
}

/**
 * Shell text that closes the way; it may be closed already. Both ways: what the ELB sends to the member's port, and what
 * it answers from its own. Requests are on other ports and go on. `unreachable` is heard at once, where dropped packets
 * would be waited for.
 */
export function renderClose({ address, port }: TribesRoute): string {
  return [renderRule(address, "dport", port), renderRule(address, "sport", port)].join("\n");
}

/** Shell text that opens all ways to a node that a roll has closed; they may be open already. */
export function renderOpen({ address }: Pick<TribesRoute, "address">): string {
  return [preference - 1, preference]
    .map((pref) => `while ip rule del pref ${pref} to ${address} 2>/dev/null; do :; done`)
    .join("\n");
}

/**
 * Shell text that lets no new connection through to a node's ports of requests, and every one that there is. A session
 * that began while the node left is the node's for an ELB, although it is no member any more; the ELB gives it to
 * another one when it gets no connection. What connects between a look and the rule is found by the next look: until
 * then TCP sends again.
 */
export function renderCloseTraffic(address: string, ports: readonly number[]): string {
  const peer = `(^|:)${address.replaceAll(".", "[.]")}[]]?:(${ports.join("|")})$`;
  return `keep() {
ss -Htn state connected | awk '{ at = $1 ~ /^[0-9]+$/ ? 3 : 4; if ($(at + 1) ~ /${peer}/) { n = split($at, l, ":"); m = split($(at + 1), p, ":"); print l[n], p[m] } }' |
while read -r from port; do ip rule add pref ${preference - 1} to ${address} ipproto ${tcp} sport "$from" dport "$port" lookup main 2>/dev/null || :; done
}
keep
${ports.map((port) => renderRule(address, "dport", port)).join("\n")}
keep
keep`;
}

/** `ip rule show`: the addresses to which both ways are closed. */
export function parseClosed(text: string, port: number): Set<string> {
  const sides = new Map<string, Set<string>>();
  const rule = /^(\d+):\s+from all to (\S+) ipproto (?:tcp|6|ipproto-6) (dport|sport) (\d+) unreachable\s*$/;
  for (const line of text.split("\n")) {
    const [, pref, address = "", side = "", of] = rule.exec(line.trim()) ?? [];
    if (Number(pref) !== preference || Number(of) !== port) continue;
    sides.set(address, (sides.get(address) ?? new Set()).add(side));
  }
  return new Set([...sides].filter(([, both]) => both.size === 2).map(([address]) => address));
}
