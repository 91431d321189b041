import type * as pulumi from "@pulumi/pulumi";
import {
  ClassicLoadBalancer,
  type HaproxyTierArgs,
  haproxyPorts,
  LoadBalancer,
  type Network,
} from "../components";
import { type EdgeSettings, edgeHealth } from "./edge-settings";
import type { ClusterSettings } from "./settings";

interface EdgePlace {
  readonly network: Network;
  readonly groupId: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
}

/** The load balancer that the configuration names; a classic one is registered as it ever was. */
export function createEdgeBalancer(
  name: string,
  { edge = {}, accessLogBucket }: ClusterSettings,
  { network, groupId, certificateArn }: EdgePlace,
): ClassicLoadBalancer | LoadBalancer {
  const { kind = "classic", alarmTopicArns, ...options } = edge;
  const common = {
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [groupId],
    after: network.ready,
    certificateArn,
    instancePorts: haproxyPorts,
    health: edgeHealth,
    ...(accessLogBucket ? { accessLogs: { bucket: accessLogBucket } } : {}),
    ...(alarmTopicArns ? { alarms: { actionArns: alarmTopicArns } } : {}),
  };
  if (kind === "classic") return new ClassicLoadBalancer(name, { ...common, ...options });
  const proxyProtocol = speaksProxy(edge);
  const { vpcId } = network;
  return new LoadBalancer(name, {
    kind,
    vpcId,
    ...common,
    ...options,
    ...(proxyProtocol ? { proxyProtocol } : {}),
  });
}

/** A network one hands on bytes: who the client is, it says before them. */
function speaksProxy({ kind }: EdgeSettings): boolean {
  return kind === "network";
}

/** What the tier must know of the load balancer in front, beside who may be behind it. */
export function tierBehind(
  { edge = {} }: ClusterSettings,
  front: Pick<HaproxyTierArgs, "frontends">,
): Pick<HaproxyTierArgs, "frontends" | "edgeChecksByProxy"> {
  if (!speaksProxy(edge)) return front;
  const { http, https } = haproxyPorts;
  const frontends = front.frontends ?? { http: { port: http, tls: false }, https: { port: https } };
  const proxied = Object.entries(frontends).map(
    ([key, each]) => [key, { ...each, acceptProxy: true }] as const,
  );
  return { ...front, frontends: Object.fromEntries(proxied), edgeChecksByProxy: true };
}
