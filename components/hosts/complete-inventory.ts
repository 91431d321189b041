import type { Problem } from "../validation/problems";
import { Problems } from "../validation/problems";
import type { Inventory, InventoryHost, LocatedHost, RawInventory } from "./inventory";
import type { KnownHosts } from "./known-hosts";

/** What hosts that leave it out get. */
export interface InventoryDefaults {
  /** @default root */
  readonly user?: string;
  readonly knownHosts?: KnownHosts;
  /** Names of the SSH keys that were given beside the default one. */
  readonly keys: readonly string[];
}

export interface CompletedInventory {
  readonly inventory: Inventory;
  readonly problems: readonly Problem[];
}

/** Fills in users, ports, host keys and the machines to go through, and finds what is missing. */
export function completeInventory(raw: RawInventory, defaults: InventoryDefaults): CompletedInventory {
  const problems = new Problems();
  const located = Object.values(raw).flat();
  const byName = new Map<string, LocatedHost>();
  for (const each of located) {
    const first = byName.get(each.host.name);
    // The same machine may be in several groups, as long as it is the same.
    problems.require(
      !first || first.host.address === each.host.address,
      `${each.at}.address`,
      `got ${each.host.address}, but ${first?.at} has the same name with ${first?.host.address}`,
    );
    if (!first) byName.set(each.host.name, each);
  }

  const complete = ({ at, host }: LocatedHost, path: readonly string[]): InventoryHost => {
    const port = host.port ?? 22;
    const hostKey =
      host.hostKey ??
      defaults.knownHosts?.find(host.address, port) ??
      defaults.knownHosts?.find(host.name, port);
    problems.require(
      hostKey !== undefined,
      `${at}.hostKey`,
      "is needed, as no known_hosts line names this host",
    );
    problems.require(
      host.key === undefined || defaults.keys.includes(host.key),
      `${at}.key`,
      `got ${JSON.stringify(host.key)}; the keys that are given are ${defaults.keys.join(", ") || "none but the default one"}`,
    );
    const { jump: jumpName, key, name, address, variables } = host;
    const jump = jumpName === undefined || jumpName === name ? undefined : byName.get(jumpName);
    const round = path.includes(jumpName ?? "");
    // A group's jump host may be one of the group: it goes through nobody.
    problems.require(
      jumpName === undefined || jumpName === name || (jump !== undefined && !round),
      `${at}.jump`,
      round
        ? `leads in a circle: ${[...path, jumpName].join(" -> ")}`
        : `got ${JSON.stringify(jumpName)}; a host of this inventory is needed`,
    );
    return {
      name,
      address,
      port,
      user: host.user ?? defaults.user ?? "root",
      ...(key ? { key } : {}),
      hostKey: hostKey ?? "",
      ...(jump && !round ? { jump: complete(jump, [...path, jump.host.name]) } : {}),
      variables,
    };
  };

  const inventory = Object.fromEntries(
    Object.entries(raw).map(([group, hosts]) => [
      group,
      hosts.map((each) => complete(each, [each.host.name])),
    ]),
  );
  return { inventory, problems: withoutRepeats(problems.list) };
}

/** A jump host is completed once for each machine behind it. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ propertyPath, reason }) => {
    const key = `${propertyPath} ${reason}`;
    return !seen.has(key) && seen.add(key);
  });
}
