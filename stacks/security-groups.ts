import type * as pulumi from "@pulumi/pulumi";
import { type Product, TierSecurityGroup } from "../components";
import { createFrontGroups, type FrontKinds, sshOpenings } from "./front-groups";
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
  settings: ClusterSettings & FrontKinds,
  wayIn?: pulumi.Input<string>,
) {
  const ssh = sshOpenings(settings, wayIn);
  const front = createFrontGroups(name, vpcId, settings, ssh);
  const ports = new Set([product.trafficPort, product.readiness("").port]);
  const nodes = new TierSecurityGroup(`${name}-nodes`, {
    vpcId,
    // A description can't be changed where the group is in use.
    description: "integrator nodes",
    amongThemselves: [...(product.peerPorts ?? [])],
    openings: [
      ...[...ports].map((port) => ({ from: "haproxy", port, groupId: front.haproxy.groupId })),
      ...ssh,
    ],
  });
  return { ...front, nodes };
}
