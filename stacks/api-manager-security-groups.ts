import type * as pulumi from "@pulumi/pulumi";
import {
  apiManagerPorts,
  defaultContentPort,
  type Opening,
  type Product,
  TierSecurityGroup,
} from "../components";
import { gatewayPort, type PlatformProducts } from "./api-manager-products";
import type { ApiManagerSettings } from "./api-manager-settings";
import type { ContentSetting } from "./content-settings";
import { createFrontGroups, type FrontKinds, sshOpenings } from "./front-groups";
import { namesOf, type OfEach, ofPart, type PlatformPart } from "./platform-parts";

/**
 * The load balancer, HAProxy, and each product's nodes: each open only to the one before it; SSH from where the
 * operators are.
 *
 * @param wayIn The group of an Instance Connect Endpoint.
 */
export function createPlatformSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  products: PlatformProducts,
  settings: ApiManagerSettings & FrontKinds,
  wayIn?: pulumi.Input<string>,
) {
  const ssh = sshOpenings(settings, wayIn);
  const front = createFrontGroups(name, vpcId, settings, ssh);
  const from = { name: "haproxy", group: front.haproxy };
  return {
    ...front,
    ...createProductSecurityGroups(name, vpcId, products, settings, { from, ssh }),
  };
}

/** Who may connect to one part's nodes. */
interface PartOpenings {
  /** Ports that the front sends requests to, and asks. */
  readonly ports: readonly number[];
  /** Ports that other parts connect to. @default none */
  readonly others?: readonly Opening[];
  /** Folders in common. @default none */
  readonly content?: ContentSetting | undefined;
}

/** Each part's nodes, open to what stands in front of them, and to the parts that connect to them. */
export function createProductSecurityGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  products: PlatformProducts,
  settings: ApiManagerSettings,
  {
    from,
    ssh,
  }: {
    readonly from: { readonly name: string; readonly group: TierSecurityGroup };
    readonly ssh: readonly Opening[];
  },
): OfEach<TierSecurityGroup> {
  const create = (part: PlatformPart, { ports, others = [], content }: PartOpenings) => {
    const { prefix, title } = namesOf(settings, part);
    const { peerPorts = [] } = ofPart(products, part);
    return new TierSecurityGroup(`${name}-${prefix}`, {
      ...{ vpcId, description: `${title} nodes` },
      amongThemselves: [
        ...peerPorts,
        ...(content && (content.by ?? "rsync") === "rsync" ? [content.port ?? defaultContentPort] : []),
      ],
      openings: [
        ...[...new Set(ports)].map((port) => ({ from: from.name, port, groupId: from.group.groupId })),
        ...others,
        ...ssh,
      ],
    });
  };
  const { apiManager, identity, trafficManager, gateway } = products;
  const of = {
    identity: create("identity", { ports: portsOf(identity), content: settings.identityContentSync }),
  };
  const content = settings.contentSync;
  if (!trafficManager || !gateway) {
    const ports = [...portsOf(apiManager), gatewayPort];
    return { ...of, apiManager: create("apiManager", { ports, content }) };
  }
  const { broker, events, eventsTls } = apiManagerPorts;
  const gateways = create("gateway", { ports: [gatewayPort, gateway.readiness("").port] });
  const opened = (name: string, group: TierSecurityGroup, ports: readonly number[]) =>
    ports.map((port) => ({ from: name, port, groupId: group.groupId }));
  const trafficManagers = create("trafficManager", {
    ports: portsOf(trafficManager),
    others: opened("gateways", gateways, [broker, events, eventsTls]),
  });
  const others = [
    ...opened("gateways", gateways, [broker]),
    ...opened("traffic-managers", trafficManagers, [broker]),
  ];
  const controlPlanes = create("apiManager", { ports: portsOf(apiManager), others, content });
  return { ...of, apiManager: controlPlanes, trafficManager: trafficManagers, gateway: gateways };
}

const portsOf = ({ trafficPort, readiness }: Product) => [trafficPort, readiness("").port];
