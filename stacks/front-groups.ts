import type * as pulumi from "@pulumi/pulumi";
import { haproxyPorts, type Opening, TierSecurityGroup } from "../components";
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

/** The load balancer's and the HAProxies', each open only to the one before it. */
export function createFrontGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  settings: ClusterSettings,
  ssh: readonly Opening[],
): { edge: TierSecurityGroup; haproxy: TierSecurityGroup } {
  const edge = createEdgeGroup(name, vpcId, settings);
  const haproxy = new TierSecurityGroup(`${name}-haproxy`, {
    vpcId,
    description: "HAProxy tier",
    openings: [
      ...Object.values(haproxyPorts).map((port) => ({ from: "edge", port, groupId: edge.groupId })),
      ...frontOpenings(settings),
      ...ssh,
    ],
  });
  return { edge, haproxy };
}
