import type { Problem } from "../validation/problems";
import { Problems } from "../validation/problems";
import type { Inventory, InventoryHost, LocatedHost, RawInventory } from "./inventory";
import type { KnownHosts } from "./known-hosts";

/** What hosts that leave it out get. */
export interface InventoryDefaults {
  /** @default root */
  readonly user?: string;
  /** OpenSSH's ProxyCommand, for hosts that go through no other one. @default none */
  readonly proxyCommand?: string;
  readonly knownHosts?: KnownHosts;
  /** Names of the SSH keys that were given beside the default one. @default none */
  readonly keys?: readonly string[];
}

export interface CompletedInventory {
  readonly inventory: Inventory;
  readonly problems: readonly Problem[];
}

/** Fills in users, ports, host keys and the machines to go through, and finds what is missing. */
export function completeInventory(raw: RawInventory, defaults: InventoryDefaults): CompletedInventory {
  const { keys = [] } = defaults;
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
  for (const hosts of Object.values(raw)) refuseTwins(hosts, problems);

  const complete = (located: LocatedHost, path: readonly string[]): InventoryHost => {
    const { at, host } = located;
    const port = host.port ?? 22;
    const hostKey = chooseHostKey(located, port, defaults.knownHosts, problems);
    problems.require(
      host.key === undefined || keys.includes(host.key),
      `${at}.key`,
      `got ${JSON.stringify(host.key)}; the keys that are given are ${keys.join(", ") || "none but the default one"}`,
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
    // A host's own jump host wins over a ProxyCommand for all; the jump host itself may need it.
    const isJumping = jump !== undefined;
    const proxyCommand = host.proxyCommand ?? (isJumping ? undefined : defaults.proxyCommand);
    problems.require(
      !isJumping || host.proxyCommand === undefined || host.proxyCommand === "none",
      `${at}.proxyCommand`,
      "is set, and so is jump; a host is reached by one of them",
    );
    return {
      name,
      address,
      port,
      user: host.user ?? defaults.user ?? "root",
      ...(key ? { key } : {}),
      hostKey: hostKey ?? "",
      ...(jump && !round ? { jump: complete(jump, [...path, jump.host.name]) } : {}),
      ...(proxyCommand && proxyCommand !== "none" && !isJumping ? { proxyCommand } : {}),
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

/** One machine under two names would be taken out twice, while the roll counts two. */
function refuseTwins(hosts: readonly LocatedHost[], problems: Problems): void {
  const seen = new Map<string, LocatedHost>();
  for (const each of hosts) {
    const { name, address, port = 22, jump = "" } = each.host;
    const key = `${address.toLowerCase()} ${port} ${jump}`;
    const first = seen.get(key);
    problems.require(
      !first || first.host.name === name,
      `${each.at}.address`,
      `got ${address}, and ${first?.at} has the same; two names of one machine can't be in one group`,
    );
    if (!first) seen.set(key, each);
  }
}

/** What the operator says wins: in the inventory, then in known_hosts. */
function chooseHostKey(
  { at, host, hostKeyFrom }: LocatedHost,
  port: number,
  knownHosts: KnownHosts | undefined,
  problems: Problems,
): string | undefined {
  const { hostKey: said, address, name } = host;
  const isRevoked = said !== undefined && knownHosts?.isRevoked({ key: said }) === true;
  problems.require(!isRevoked, `${at}.hostKey`, "is a key that known_hosts says is @revoked");
  if (said !== undefined && hostKeyFrom === undefined) return said;
  const known = knownHosts?.find(address, port) ?? knownHosts?.find(name, port);
  if (said === undefined || known !== undefined) {
    const why = knownHosts?.explain(address, port) ?? knownHosts?.explain(name, port);
    const reason = why ?? "is needed, as no known_hosts line names this host";
    problems.require(known !== undefined, `${at}.hostKey`, reason);
  }
  if (said === undefined) return known;
  const [type = ""] = said.split(" ");
  const same = [address, name].flatMap((each) => knownHosts?.findOfType(each, port, type) ?? []);
  problems.require(
    same.length === 0 || same.includes(said),
    `${at}.hostKey`,
    `${hostKeyFrom} says another ${type} key than known_hosts does for ${address}: find out which one the machine has before anything else, and correct the other`,
  );
  return known ?? said;
}

/** A jump host is completed once for each machine behind it. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ propertyPath, reason }) => {
    const key = `${propertyPath} ${reason}`;
    return !seen.has(key) && seen.add(key);
  });
}
