import type * as pulumi from "@pulumi/pulumi";
import {
  ClassicLoadBalancer,
  type HaproxyTierArgs,
  haproxyPorts,
  haproxyProxiedPorts,
  LoadBalancer,
  type LoadBalancerKind,
  type Network,
} from "../components";
import { edgePorts } from "./edge-kinds";
import { type BalancerSettings, edgeHealth } from "./edge-settings";
import type { ClusterSettings } from "./settings";

interface EdgePlace {
  readonly network: Network;
  readonly groupId: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
}

type EdgeBalancer = ClassicLoadBalancer | LoadBalancer;

/** What stands in front: first the one that the name leads to, then the one that is kept beside it. */
export function createEdgeBalancers(
  name: string,
  { edge: { keep, ...edge } = {}, accessLogBucket }: ClusterSettings,
  place: EdgePlace,
): [EdgeBalancer, ...EdgeBalancer[]] {
  const create = (settings: BalancerSettings) => createEdgeBalancer(name, settings, accessLogBucket, place);
  return [create(edge), ...(keep ? [create(keep)] : [])];
}

/** A classic one is registered as it ever was; a network one may stand beside an application one. */
function createEdgeBalancer(
  name: string,
  { kind = "classic", alarmTopicArns, ...options }: BalancerSettings,
  accessLogBucket: string | undefined,
  { network, groupId, certificateArn }: EdgePlace,
): EdgeBalancer {
  const common = {
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [groupId],
    after: network.ready,
    certificateArn,
    instancePorts: edgePorts(kind),
    health: { ...edgeHealth, port: edgePorts(kind).readiness },
    ...(accessLogBucket ? { accessLogs: { bucket: accessLogBucket } } : {}),
    ...(alarmTopicArns ? { alarms: { actionArns: alarmTopicArns } } : {}),
  };
  if (kind === "classic") return new ClassicLoadBalancer(name, { ...common, ...options });
  const proxyProtocol = kind === "network";
  const { vpcId } = network;
  return new LoadBalancer(proxyProtocol ? `${name}-nlb` : name, {
    kind,
    vpcId,
    ...common,
    ...options,
    ...(proxyProtocol ? { proxyProtocol } : {}),
  });
}

/** What the tier must know of the load balancers in front, beside who may be behind them. */
export function tierBehind(
  kinds: readonly LoadBalancerKind[],
  front: Pick<HaproxyTierArgs, "frontends">,
): Pick<HaproxyTierArgs, "frontends" | "edgeChecksByProxy"> {
  if (!kinds.includes("network")) return front;
  const frontends = front.frontends ?? defaultFrontends;
  const proxied = Object.entries(frontends).map(([key, frontend]) => {
    const port = key === "http" ? haproxyProxiedPorts.http : haproxyProxiedPorts.https;
    return [`proxied-${key}`, { ...frontend, port, acceptProxy: true }] as const;
  });
  const isAlone = kinds.every((kind) => kind === "network");
  return {
    ...front,
    frontends: { ...(isAlone ? {} : frontends), ...Object.fromEntries(proxied) },
    edgeChecksByProxy: true,
  };
}

const defaultFrontends: NonNullable<HaproxyTierArgs["frontends"]> = {
  http: { port: haproxyPorts.http, tls: false },
  https: { port: haproxyPorts.https },
};
