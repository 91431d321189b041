import type { Problem } from "../validation/problems";
import { completeInventory, type InventoryDefaults } from "./complete-inventory";
import { readCatalog } from "./consul-catalog";
import { type ConsulAddress, type ConsulQuery, checkConsulAddress, queryConsul } from "./consul-client";
import type { Inventory, ParsedInventory, RawInventory } from "./inventory";
import { parseInventory, readInventory } from "./parse-inventory";

/** A group that Consul knows. */
export interface ConsulGroup extends ConsulQuery {
  /** For hosts whose metadata names no `ssh_user`. @default the one for all hosts */
  readonly user?: string;
  /** Fewer are an error: a service that has not registered must not look like a node that was removed. @default 1 */
  readonly minHosts?: number;
}

/** Where hosts are described; both at once are fine as long as each group is in one of them. */
export interface HostSources {
  /** YAML or JSON as text, or what it stands for. */
  readonly inventory?: string | object;
  readonly consul?: ConsulAddress & { readonly groups: Readonly<Record<string, ConsulGroup>> };
}

/**
 * Reads all groups.
 * @throws Error when Consul can't be asked.
 */
export async function readHosts(
  sources: HostSources,
  defaults: InventoryDefaults,
): Promise<{ inventory: Inventory; problems: readonly Problem[] }> {
  const file = readFile(sources.inventory);
  const consul = await readConsul(sources.consul);
  const twice = Object.keys(consul.groups).filter((group) => file.groups[group] !== undefined);
  const completed = completeInventory({ ...file.groups, ...consul.groups }, defaults);
  return {
    inventory: completed.inventory,
    problems: [
      ...file.problems,
      ...consul.problems,
      ...twice.map((group) => ({
        propertyPath: `consul.groups.${group}`,
        reason: "is a group of the inventory, too; give one of them another name",
      })),
      ...completed.problems,
    ],
  };
}

/** Reads the groups of one text, without asking anybody. */
export function readHostsText(
  text: string,
  defaults: InventoryDefaults,
): { inventory: Inventory; problems: readonly Problem[] } {
  const { groups, problems } = parseInventory(text);
  const completed = completeInventory(groups, defaults);
  return { inventory: completed.inventory, problems: [...problems, ...completed.problems] };
}

function readFile(inventory: HostSources["inventory"]): ParsedInventory {
  if (inventory === undefined) return { groups: {}, problems: [] };
  return typeof inventory === "string" ? parseInventory(inventory) : readInventory(inventory);
}

async function readConsul(consul: HostSources["consul"]): Promise<ParsedInventory> {
  if (!consul) return { groups: {}, problems: [] };
  const wrong = checkConsulAddress(consul);
  if (wrong.length > 0) return { groups: {}, problems: wrong };
  const read = await Promise.all(
    Object.entries(consul.groups).map(async ([group, query]) => {
      const { hosts, problems } = readCatalog(group, await queryConsul(consul, query), query);
      const { minHosts = 1, service, tag } = query;
      const few = hosts.length < minHosts;
      const what = `${service}${tag ? ` with tag ${tag}` : ""}`;
      const reason = `has ${hosts.length} hosts with service ${what}; at least ${minHosts} are needed`;
      const tooFew = few ? [{ propertyPath: `consul.groups.${group}`, reason }] : [];
      return { group, hosts, problems: [...problems, ...tooFew] };
    }),
  );
  const groups: RawInventory = Object.fromEntries(read.map(({ group, hosts }) => [group, hosts]));
  return { groups, problems: read.flatMap(({ problems }) => problems) };
}
