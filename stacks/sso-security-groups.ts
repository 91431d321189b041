import type * as pulumi from "@pulumi/pulumi";
import { apachePorts, TierSecurityGroup } from "../components";
import type { PlatformProducts } from "./api-manager-products";
import { createProductSecurityGroups } from "./api-manager-security-groups";
import { createFrontGroups, type FrontKinds, sshOpenings } from "./front-groups";
import { platformOf, type SsoSettings } from "./sso-settings";

/**
 * The load balancer, HAProxy, Apache, and each product's nodes: each open only to the one before it; SSH from where the
 * operators are.
 *
 * @param wayIn The group of an Instance Connect Endpoint.
 */
export function createSsoSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  products: PlatformProducts,
  settings: SsoSettings & FrontKinds,
  wayIn?: pulumi.Input<string>,
) {
  const ssh = sshOpenings(settings, wayIn);
  const platform = { ...platformOf(settings), kinds: settings.kinds };
  const front = createFrontGroups(name, vpcId, platform, ssh);
  const apache = new TierSecurityGroup(`${name}-apache`, {
    vpcId,
    description: "Apache in front of the products",
    openings: [{ from: "haproxy", port: apachePorts.https, groupId: front.haproxy.groupId }, ...ssh],
  });
  const from = { name: "apache", group: apache };
  return { ...front, apache, ...createProductSecurityGroups(name, vpcId, products, platform, { from, ssh }) };
}
