import type * as pulumi from "@pulumi/pulumi";
import { haproxyPorts, type Product, TierSecurityGroup } from "../components";
import { frontOpenings } from "./front-settings";
import type { ClusterSettings } from "./settings";

/**
 * Three tiers, each open only to the one before it; SSH from where the operators are.
 *
 * @param wayIn The group of an Instance Connect Endpoint.
 */
export function createSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  product: Product,
  settings: ClusterSettings,
  wayIn?: pulumi.Input<string>,
) {
  const { clientCidrs, sshCidrs } = settings;
  const ssh = [
    { from: "operators", port: 22, cidrs: sshCidrs },
    ...(wayIn === undefined ? [] : [{ from: "instance-connect", port: 22, groupId: wayIn }]),
  ];
  const edge = new TierSecurityGroup(`${name}-edge`, {
    vpcId,
    description: "load balancer",
    openings: [80, 443].map((port) => ({ from: "clients", port, cidrs: clientCidrs })),
  });
  const haproxy = new TierSecurityGroup(`${name}-haproxy`, {
    vpcId,
    description: "HAProxy tier",
    openings: [
      ...Object.values(haproxyPorts).map((port) => ({ from: "edge", port, groupId: edge.groupId })),
      ...frontOpenings(settings),
      ...ssh,
    ],
  });
  const ports = new Set([product.trafficPort, product.readiness("").port]);
  const nodes = new TierSecurityGroup(`${name}-nodes`, {
    vpcId,
    // A description can't be changed where the group is in use.
    description: "integrator nodes",
    amongThemselves: [...(product.peerPorts ?? [])],
    openings: [...[...ports].map((port) => ({ from: "haproxy", port, groupId: haproxy.groupId })), ...ssh],
  });
  return { edge, haproxy, nodes };
}
