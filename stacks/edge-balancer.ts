import type * as pulumi from "@pulumi/pulumi";
import {
  AliasRecord,
  ClassicLoadBalancer,
  type ClassicLoadBalancerArgs,
  FailoverPair,
  type HaproxyTierArgs,
  type HostedZone,
  haproxyPorts,
  haproxyProxiedPorts,
  LoadBalancer,
  type LoadBalancerKind,
  type Network,
} from "../components";
import { certificatePlaces } from "./certificate-places";
import type { EdgeCertificate } from "./edge-certificate";
import { balancersOf, type EdgeKind, edgePorts } from "./edge-kinds";
import { type BalancerSettings, edgeHealth } from "./edge-settings";
import { planPairAddress } from "./pair-settings";
import type { ClusterSettings } from "./settings";
import { cookieOf } from "./traffic-settings";

interface EdgePlace {
  readonly network: Network;
  /** Of a load balancer. */
  readonly groupId?: pulumi.Input<string>;
  /** @default each load balancer has one of its own */
  readonly certificate: EdgeCertificate | undefined;
}

/** What clients come to first. */
export type Front = ClassicLoadBalancer | LoadBalancer | FailoverPair;

/** What stands in front: first the one that the name leads to, then the one that is kept beside it. */
export function createEdgeBalancers(
  name: string,
  settings: ClusterSettings,
  place: EdgePlace,
): [Front, ...Front[]] {
  const { edge: { keep, ...edge } = {}, vpcCidr, vpcId } = settings;
  const create = ({ address, limits, ...balancer }: BalancerSettings): Front => {
    const { kind = "classic", ...others } = balancer;
    if (kind !== "failover-pair") return createEdgeBalancer(name, kind, others, settings, place);
    const planned = planPairAddress(address, vpcCidr, place.network, vpcId === undefined);
    return new FailoverPair(name, { address: planned, limits });
  };
  return [create(edge), ...(keep ? [create(keep)] : [])];
}

type Options = Omit<BalancerSettings, "kind" | "address" | "limits">;

/** Who learns of its requests and of its troubles. */
export function watchArgs(
  { alarmTopicArns, alarms, accessLogs }: Pick<Options, "alarmTopicArns" | "alarms" | "accessLogs">,
  { accessLogBucket }: Pick<ClusterSettings, "accessLogBucket">,
): Pick<ClassicLoadBalancerArgs, "accessLogs" | "alarms"> {
  const logs = accessLogs ?? (accessLogBucket === undefined ? undefined : { bucket: accessLogBucket });
  return {
    ...(logs ? { accessLogs: logs } : {}),
    ...(alarmTopicArns ? { alarms: { actionArns: alarmTopicArns, ...alarms } } : {}),
  };
}

/** A classic one is registered as it ever was; a network one may stand beside an application one. */
function createEdgeBalancer(
  name: string,
  kind: LoadBalancerKind,
  { alarmTopicArns, alarms, certificateArn, accessLogs, ...options }: Options,
  settings: ClusterSettings,
  { network, groupId, certificate }: EdgePlace,
): ClassicLoadBalancer | LoadBalancer {
  const shown = certificateArn ?? certificate?.arn;
  if (groupId === undefined || shown === undefined) throw new Error("a load balancer needs both");
  const stickyCookie = kind === "network" ? undefined : cookieOf(settings);
  const common = {
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [groupId],
    after: network.ready,
    certificateArn: shown,
    instancePorts: edgePorts(kind),
    health: { ...edgeHealth, port: edgePorts(kind).readiness },
    ...watchArgs({ alarmTopicArns, alarms, accessLogs }, settings),
    ...(stickyCookie === undefined ? {} : { stickyCookie }),
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

/** What the tier must know of what is in front, beside the edges themselves. */
export function tierBehind(
  kinds: readonly EdgeKind[],
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

/** Who may be in front of the tier and say who the client is, and what the tier shows where nobody there ends TLS. */
export function tierToClients(
  kinds: readonly EdgeKind[],
  { edge }: Pick<ClusterSettings, "edge">,
  { publicSubnetCidrs }: Pick<Network, "publicSubnetCidrs">,
  certificate: EdgeCertificate | undefined,
): Pick<HaproxyTierArgs, "edgeCidrs" | "certificate"> {
  const shows = certificatePlaces(edge, kinds).includes("HAProxy tier");
  const { files, expiresAt } = certificate ?? {};
  return {
    ...(balancersOf(kinds).length > 0 ? { edgeCidrs: publicSubnetCidrs } : {}),
    ...(shows && files && expiresAt ? { certificate: { ...files, expiresAt } } : {}),
  };
}

/** Where clients come: a name that AWS gave, or the pair's address. */
export function addressOf(
  front: Pick<FailoverPair, "address"> | { readonly dnsName: pulumi.Output<string> },
) {
  return "dnsName" in front ? front.dnsName : front.address;
}

/** The name that leads there, once the machines behind it serve. */
export function createRecord(
  name: string,
  host: string,
  zone: HostedZone,
  front: Front,
  after: pulumi.Resource[],
): AliasRecord {
  const leadsTo = front instanceof FailoverPair ? { address: front.address } : { target: front };
  return new AliasRecord(name, { host, zone, after, ...leadsTo });
}
