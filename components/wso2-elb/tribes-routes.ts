/** Which of an ELB machine's ways to a member's Tribes port are closed. */
export interface TribesRoute {
  readonly address: string;
  readonly port: number;
}

/** By its number: a machine without Debian's netbase knows no protocol by name. */
const tcp = 6;

/** From here on: the rules that a roll adds stand ahead of the machine's own. */
const preference = 1200;

/**
 * Both ways: what the ELB sends to the member's port, and what it answers from its own. Requests are on other ports and
 * go on. `unreachable` is heard at once, where dropped packets would be waited for.
 */
function renderRules(verb: "add" | "del", { address, port }: TribesRoute): string[] {
  return ["dport", "sport"].map(
    (side) => `ip rule ${verb} pref ${preference} to ${address} ipproto ${tcp} ${side} ${port} unreachable`,
  );
}

/** Shell text that closes the way; it may be closed already. */
export function renderClose(route: TribesRoute): string {
  return [renderOpen(route), ...renderRules("add", route)].join("\n");
}

/** Shell text that opens the way; it may be open already. */
export function renderOpen(route: TribesRoute): string {
  return renderRules("del", route)
    .map((rule) => `while ${rule} 2>/dev/null; do :; done`)
    .join("\n");
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
