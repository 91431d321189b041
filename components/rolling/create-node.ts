import * as pulumi from "@pulumi/pulumi";
import type { Balancers } from "./balancers";
import type { HostProvider } from "./host-provider";
import type { ResolvedLimits } from "./limits";
import { digestService } from "./plan-service";
import type { BalancerMember } from "./program/plans";
import { createRollCommand } from "./roll-command";
import type { Workload } from "./workload";

/** What all nodes of a group have in common. */
export interface NodeContext {
  readonly parent: pulumi.Resource;
  readonly group: string;
  readonly hosts: HostProvider;
  readonly workload: Workload;
  readonly balancers: Balancers;
  readonly limits: ResolvedLimits;
}

/** One node's chain. */
export interface GroupNode {
  readonly instanceId?: pulumi.Output<string>;
  readonly members: pulumi.Output<BalancerMember[]>;
  readonly membership: pulumi.Resource;
}

/** One node's links of the chain: machine, service, membership. All of them wait for `previous`. */
export function createNode(context: NodeContext, key: string, previous: pulumi.Resource[]): GroupNode {
  const { parent, group, hosts, workload, balancers, limits } = context;
  const name = `${group}-${key}`;
  const host = hosts.create({ parent, name, key, after: previous, packages: workload.packages });
  const servicePlan = workload.plan({ parent, name, key, ssh: host.ssh, limits });
  const service = createRollCommand(
    `${name}-service`,
    {
      create: "start",
      delete: "stop",
      plan: servicePlan,
      triggers: [
        host.prepared,
        `version ${workload.version}`,
        pulumi.interpolate`configuration ${pulumi.unsecret(servicePlan.apply(digestService))}`,
      ],
    },
    { parent, dependsOn: [...host.ready, ...previous] },
  );
  const members = balancers.members({ key, instanceId: host.instanceId });
  const membership = createRollCommand(
    `${name}-membership`,
    {
      create: "join",
      delete: "leave",
      plan: members.apply((each) => ({
        node: key,
        members: each,
        floor: limits.floor,
        drain: limits.drain,
        join: limits.join,
      })),
      triggers: [service.stdout],
    },
    { parent, dependsOn: [service, ...previous] },
  );
  return { instanceId: host.instanceId, members, membership };
}
