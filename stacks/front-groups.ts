import type * as pulumi from "@pulumi/pulumi";
import { corosyncPort, haproxyPorts, type Opening, TierSecurityGroup } from "../components";
import { balancersOf, type EdgeKind, edgePorts } from "./edge-kinds";
import { frontOpenings } from "./front-settings";
import type { ClusterSettings, NodeClusterSettings } from "./settings";
import { portsAmongTier } from "./traffic-settings";

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
  readonly kinds: readonly EdgeKind[];
}

/** The load balancer's, where there is one, and the HAProxies', each open only to the one before it. */
export function createFrontGroups(
  name: string,
  vpcId: pulumi.Input<string>,
  settings: ClusterSettings & FrontKinds,
  ssh: readonly Opening[],
): { edge?: TierSecurityGroup; haproxy: TierSecurityGroup } {
  const balancers = balancersOf(settings.kinds);
  const hasPair = settings.kinds.includes("failover-pair");
  const edge = balancers.length > 0 ? createEdgeGroup(name, vpcId, settings) : undefined;
  const ports = [...new Set(balancers.map(edgePorts))].flatMap((each) => Object.values(each));
  const { http, https } = haproxyPorts;
  const haproxy = new TierSecurityGroup(`${name}-haproxy`, {
    vpcId,
    description: "HAProxy tier",
    openings: [
      ...(edge ? ports.map((port) => ({ from: "edge", port, groupId: edge.groupId })) : []),
      // Clients of a pair come to the machines themselves.
      ...(hasPair ? [http, https] : []).map((port) => ({
        from: "clients",
        port,
        cidrs: settings.clientCidrs,
      })),
      ...frontOpenings(settings),
      ...ssh,
    ],
    ...portsAmongTier(settings),
    ...(hasPair ? { amongThemselvesUdp: [corosyncPort] } : {}),
  });
  return { ...(edge && { edge }), haproxy };
}
