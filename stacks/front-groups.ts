import type * as pulumi from "@pulumi/pulumi";
import { type LoadBalancerKind, type Opening, TierSecurityGroup } from "../components";
import { edgePorts } from "./edge-kinds";
import { frontOpenings } from "./front-settings";
import type { ClusterSettings, NodeClusterSettings } from "./settings";

/**
 * SSH from where the operators are.
 *
 * @param wayIn The group of an Instance Connect Endpoint.
 */
export function sshOpenings(
  { sshCidrs }: Pick<NodeClusterSettings, "sshCidrs">,
  wayIn?: pulumi.Input<string>,
): Opening[] {
  return [
    { from: "operators", port: 22, cidrs: sshCidrs },
    ...(wayIn === undefined ? [] : [{ from: "instance-connect", port: 22, groupId: wayIn }]),
  ];
}

/** The load balancer's, open to clients. */
export function createEdgeGroup(
  name: string,
  vpcId: pulumi.Input<string>,
  { clientCidrs }: Pick<NodeClusterSettings, "clientCidrs">,
): TierSecurityGroup {
  return new TierSecurityGroup(`${name}-edge`, {
    vpcId,
    description: "load balancer",
    openings: [80, 443].map((port) => ({ from: "clients", port, cidrs: clientCidrs })),
  });
}

/** What stands in front while a stack is deployed. */
export interface FrontKinds {
  readonly kinds: readonly LoadBalancerKind[];
}

/** The load balancer's and the HAProxies', each open only to the one before it. */
export function createFrontGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  settings: ClusterSettings & FrontKinds,
  ssh: readonly Opening[],
): { edge: TierSecurityGroup; haproxy: TierSecurityGroup } {
  const edge = createEdgeGroup(name, vpcId, settings);
  const haproxy = new TierSecurityGroup(`${name}-haproxy`, {
    vpcId,
    description: "HAProxy tier",
    openings: [
      ...[...new Set(settings.kinds.map(edgePorts))].flatMap((ports) =>
        Object.values(ports).map((port) => ({ from: "edge", port, groupId: edge.groupId })),
      ),
      ...frontOpenings(settings),
      ...ssh,
    ],
  });
  return { edge, haproxy };
}
