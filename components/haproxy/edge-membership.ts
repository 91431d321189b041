import type * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Edge } from "../load-balancers/edge";
import type { MachineIdentity } from "../machines/machine-identity";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import { createRollCommand } from "../rolling/roll-command";
import { type EdgeLimits, planEdgeMembership } from "./plan-edge-membership";

/** One machine of the tier, as far as what stands in front needs it. */
export interface TierMachine {
  identity: MachineIdentity;
  peers: readonly MachineIdentity[];
  instanceId: pulumi.Output<string>;
  /** What makes it leave and join again: a new instance. */
  causes: pulumi.Input<string>[];
  configured: pulumi.Resource[];
}

/**
 * A HAProxy machine as a member of what stands in front of the tier. Only a new instance replaces it, so that
 * it leaves before the old one ends; a new configuration is loaded without a gap and moves nothing here.
 */
export function createEdgeMembership(
  name: string,
  parent: pulumi.ComponentResource,
  limits: EdgeLimits & { backend: { name: string }; backends?: Record<string, unknown> },
  edges: readonly Edge[],
  { identity, peers, instanceId, causes, configured }: TierMachine,
): { membership: command.local.Command; members: pulumi.Output<BalancerMember[]> } {
  const groupSize = peers.length + 1;
  const { key, address } = identity;
  const tier = Object.fromEntries([identity, ...peers].map((each) => [each.key, each]));
  const members = pulumi
    .all(edges.map((edge) => edge.members({ key, instanceId, address, groupSize, tier })))
    .apply((lists) => lists.flat());
  const others = pulumi.all(peers.map(({ ssh }) => ssh));
  const drainingTimeoutSec = Math.max(...edges.map((edge) => edge.drainingTimeoutSec));
  const plan = pulumi.all([identity.ssh, others, members]).apply(([ssh, peerTargets, known]) =>
    planEdgeMembership({
      node: identity.key,
      members: known,
      ssh,
      peers: peerTargets,
      backend: limits.backend.name,
      further: Object.keys(limits.backends ?? {}),
      drainingTimeoutSec,
      limits,
    }),
  );
  const membership = createRollCommand(
    name,
    { create: "join", delete: "leave", follow: true, plan, triggers: causes },
    { parent, dependsOn: [...configured, ...edges.flatMap((edge) => edge.ready)] },
  );
  return { membership, members };
}
