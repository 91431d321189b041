import * as pulumi from "@pulumi/pulumi";
import { type Balancers, boardsOf, statusByKey, stillOn } from "./balancers";
import type { NodeDesign } from "./create-node";
import type { HostProvider } from "./host-provider";
import type { FloorPolicy } from "./membership/plans";
import type { HealMembers, HealTokens } from "./plan-heal";
import { createRollCommand } from "./roll-command";
import type { Workload } from "./workload";

/** What comes before the first node of a roll. */
export interface AheadContext {
  readonly parent: pulumi.Resource;
  readonly group: string;
  readonly hosts: HostProvider;
  readonly workload: Workload;
  readonly balancers: Balancers;
  readonly policy: FloorPolicy;
  /** What must have ended well before anything of this group: the groups that come before it. */
  readonly after: readonly pulumi.Resource[];
  /** A new one when a node has to be brought back into service first. */
  readonly healTokens: HealTokens;
  readonly healMembers: HealMembers;
  /** What each node is to run. */
  readonly designs: readonly NodeDesign[];
}

/**
 * The links ahead of the chain, one after the other: every balancer is told what must stay UP, nodes that an
 * aborted roll left out come back, and the version is brought to all nodes while they serve.
 */
export function createAhead(context: AheadContext): pulumi.Resource[] {
  const floors = createFloors(context);
  const healed = createHeal(context, floors);
  const staged = createDistribution(context, healed);
  return [staged ?? healed];
}

function createFloors({ parent, group, balancers, policy, hosts, after }: AheadContext): pulumi.Resource {
  const [key = ""] = hosts.keys;
  return createRollCommand(
    `${group}-floors`,
    {
      create: "set-floors",
      update: "set-floors",
      plan: pulumi
        .all([balancers.members({ key }), boardsOf(balancers)])
        .apply(([members, boards]) => ({ group, members: [...members, ...boards], policy })),
      triggers: [],
    },
    { parent, dependsOn: [...balancers.configured, ...after] },
  );
}

function createHeal(
  { parent, group, hosts, balancers, healTokens, healMembers }: AheadContext,
  floors: pulumi.Resource,
): pulumi.Resource {
  const last = hosts.keys.map((key) => stillOn(balancers, healMembers[key] ?? []));
  const plan = pulumi
    .all([statusByKey(balancers, hosts.keys), pulumi.all(last)])
    .apply(([{ nodes }, more]) => ({
      nodes: nodes.map(({ node, members }, index) => ({
        node,
        members: [...members, ...(more[index] ?? [])],
      })),
    }));
  const token = Object.entries(healTokens)
    .filter(([key]) => hosts.keys.includes(key))
    .map((entry) => entry.join(" "))
    .sort()
    .join(", ");
  return createRollCommand(
    `${group}-heal`,
    { ...(token ? { create: "repair" as const } : {}), plan, triggers: [token] },
    { parent, dependsOn: [floors] },
  );
}

function createDistribution(
  { parent, group, hosts, workload, balancers, designs }: AheadContext,
  after: pulumi.Resource,
): pulumi.Resource | undefined {
  const { distribution } = workload;
  if (!distribution) return undefined;
  const nodes = pulumi.all(
    designs.map(({ key, plan }) =>
      pulumi
        .all([hosts.ssh(key), balancers.members({ key }), plan])
        .apply(([target, members, each]) => ({ target, members, ...workload.tried?.(each) })),
    ),
  );
  return createRollCommand(
    `${group}-distribution`,
    {
      create: "stage-ahead",
      plan: nodes.apply((known) => ({ distribution, nodes: known })),
      triggers: [distribution.name, ...(workload.triedFor === undefined ? [] : [workload.triedFor])],
    },
    { parent, dependsOn: [after] },
  );
}
