import {
  type CertificateAuthority,
  type CloudWatchLogs,
  HaproxyTier,
  type HaproxyTierArgs,
  type HostedZone,
  type LastDeployment,
  type Network,
  type SshAccess,
  type TierSecurityGroup,
} from "../components";
import type { ApiManagerSettings } from "./api-manager-settings";
import type { Backends } from "./api-manager-tier";
import { createEdgeBalancers, createRecord, tierBehind, tierToClients } from "./edge-balancer";
import { edgeCertificate } from "./edge-certificate";
import { frontArgs } from "./front-settings";
import { imageId } from "./image-id";
import { tierSubnets } from "./pair-settings";
import { placeMachines } from "./place";
import type { ServedPlan } from "./plan-served";

/** What the front of a platform is made with. */
export interface PlatformFrontArgs {
  readonly network: Network;
  readonly groups: { readonly edge?: TierSecurityGroup; readonly haproxy: TierSecurityGroup };
  readonly authority: CertificateAuthority;
  readonly access: SshAccess;
  /** Where its machines send their logs. @default nowhere */
  readonly logs: CloudWatchLogs | undefined;
  readonly plan: ServedPlan;
  readonly zone: HostedZone | undefined;
  readonly last: LastDeployment;
  /** Names that clients use beside the main one, by what they lead to. */
  readonly furtherHosts: Readonly<Record<string, string>>;
  readonly servers: HaproxyTierArgs["servers"];
  readonly backends: Backends;
}

/** What clients come to: the load balancer and the HAProxy tier, their certificate, and the names that lead there. */
export function createPlatformFront(
  name: string,
  settings: Omit<ApiManagerSettings, "system">,
  { network, groups, authority, access, plan, zone, last, servers, logs, ...args }: PlatformFrontArgs,
) {
  const furtherHosts = Object.values(args.furtherHosts);
  const edge = edgeCertificate(name, { ...settings, furtherHosts }, authority, plan);
  const edges = createEdgeBalancers(name, settings, {
    network,
    groupId: groups.edge?.groupId,
    certificate: edge,
  });
  const [balancer] = edges;
  const backends = { ...frontArgs(settings), ...args.backends };
  const tier = new HaproxyTier(name, {
    instances: placeMachines(
      "haproxy",
      settings.haproxyCount,
      tierSubnets(settings, network.privateSubnetIds),
    ),
    ...backends,
    ...tierBehind(plan.kinds, backends),
    ...tierToClients(plan.kinds, settings, network, edge),
    servers,
    host: settings.host,
    ...{ authority, access, securityGroupIds: [groups.haproxy.groupId], after: network.ready },
    machine: {
      imageId: imageId(settings.haproxyAmi),
      instanceType: settings.haproxyInstanceType,
      detailedMonitoring: settings.detailedMonitoring,
      ...(logs ? { logs: { cloudWatch: logs } } : {}),
    },
    edges,
    edgeStableSec: settings.stableSec,
    ...{ first: last.first, healTokens: last.healTokens },
  });
  // A load balancer that is replaced has its machines before the names lead to it.
  const named = zone ? Object.entries({ "": settings.host, ...args.furtherHosts }) : [];
  const records = named.flatMap(([key, host]) =>
    zone ? [createRecord(key === "" ? name : `${name}-${key}`, host, zone, balancer, [tier])] : [],
  );
  return { edge, edges, balancer, tier, records };
}
