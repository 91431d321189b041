import type * as pulumi from "@pulumi/pulumi";
import { defaultContentPort, type Opening, type Product, TierSecurityGroup } from "../components";
import { gatewayPort, type PlatformProducts } from "./api-manager-products";
import type { ApiManagerSettings } from "./api-manager-settings";
import type { ContentSetting } from "./content-settings";
import { createFrontGroups, type FrontKinds, sshOpenings } from "./front-groups";

/**
 * The load balancer, HAProxy, and each product's nodes: each open only to the one before it; SSH from where the
 * operators are.
 *
 * @param wayIn The group of an Instance Connect Endpoint.
 */
export function createPlatformSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  { apiManager, identity }: PlatformProducts,
  settings: ApiManagerSettings & FrontKinds,
  wayIn?: pulumi.Input<string>,
) {
  const ssh = sshOpenings(settings, wayIn);
  const front = createFrontGroups(name, vpcId, settings, ssh);
  const from = { name: "haproxy", group: front.haproxy };
  return {
    ...front,
    ...createProductSecurityGroups(name, vpcId, { apiManager, identity }, settings, { from, ssh }),
  };
}

/** Each product's nodes, open to what stands in front of them. */
export function createProductSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  { apiManager, identity }: PlatformProducts,
  settings: ApiManagerSettings,
  {
    from,
    ssh,
  }: {
    readonly from: { readonly name: string; readonly group: TierSecurityGroup };
    readonly ssh: readonly Opening[];
  },
): { identity: TierSecurityGroup; apiManager: TierSecurityGroup } {
  const nodesOf = (
    key: string,
    description: string,
    product: Product,
    ports: readonly number[],
    content: ContentSetting | undefined,
  ) =>
    new TierSecurityGroup(`${name}-${key}`, {
      ...{ vpcId, description },
      amongThemselves: [
        ...(product.peerPorts ?? []),
        ...(content && (content.by ?? "rsync") === "rsync" ? [content.port ?? defaultContentPort] : []),
      ],
      openings: [
        ...[...new Set(ports)].map((port) => ({ from: from.name, port, groupId: from.group.groupId })),
        ...ssh,
      ],
    });
  return {
    identity: nodesOf(
      "is",
      "Identity Server nodes",
      identity,
      portsOf(identity),
      settings.identityContentSync,
    ),
    apiManager: nodesOf(
      ...(["apim", "API Manager nodes", apiManager] as const),
      ...([[...portsOf(apiManager), gatewayPort], settings.contentSync] as const),
    ),
  };
}

const portsOf = ({ trafficPort, readiness }: Product) => [trafficPort, readiness("").port];
