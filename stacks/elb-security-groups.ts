import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { elbPorts, type Product, TierSecurityGroup } from "../components";
import { createEdgeGroup, sshOpenings } from "./front-groups";
import type { NodeClusterSettings } from "./settings";

/**
 * Three tiers, each open only to the one before it. Tribes goes both ways between ELBs and servers, and between the
 * machines of each tier.
 *
 * @param wayIn The group of an Instance Connect Endpoint.
 */
export function createElbSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  product: Product,
  settings: NodeClusterSettings,
  wayIn?: pulumi.Input<string>,
) {
  const ssh = sshOpenings(settings, wayIn);
  const { peerPorts = [], otherPorts, trafficPort } = product;
  const edge = createEdgeGroup(name, vpcId, settings);
  const elbs = new TierSecurityGroup(`${name}-elbs`, {
    vpcId,
    description: "WSO2 ELBs",
    amongThemselves: [...peerPorts],
    openings: [
      ...Object.values(elbPorts).map((port) => ({ from: "edge", port, groupId: edge.groupId })),
      ...ssh,
    ],
  });
  const nodes = new TierSecurityGroup(`${name}-nodes`, {
    vpcId,
    description: "application servers",
    amongThemselves: [...peerPorts],
    openings: [
      ...[trafficPort, ...otherPorts].map((port) => ({ from: "elbs", port, groupId: elbs.groupId })),
      ...ssh,
    ],
  });
  // Each of the two groups names the other one, so that this rule comes after both.
  for (const port of peerPorts) {
    new aws.vpc.SecurityGroupIngressRule(`${name}-elbs-from-nodes-${port}`, {
      ...{ securityGroupId: elbs.groupId, referencedSecurityGroupId: nodes.groupId },
      ...{ ipProtocol: "tcp", fromPort: port, toPort: port, description: `nodes to ${port}` },
    });
  }
  return { edge, elbs, nodes, all: [edge, elbs, nodes] };
}
