import type * as pulumi from "@pulumi/pulumi";
import {
  ApacheBalancers,
  type ApacheProduct,
  ApacheWorkload,
  apachePorts,
  apacheReadinessPath,
  type CertificateAuthority,
  type CloudWatchLogs,
  FrontOfApaches,
  type HaproxyTier,
  type LastDeployment,
  type MachineIdentity,
  RollingGroup,
  type SshAccess,
} from "../components";
import type { Backends } from "./api-manager-tier";
import { checkTimes } from "./check-settings";
import { nodeHosts } from "./create-nodes";
import { groupSettings } from "./group-settings";
import type { OfEach } from "./platform-parts";
import { apacheNodesOf, type SsoSettings } from "./sso-settings";
import { siteKeys } from "./sso-site";
import { sessionArgs, timeoutArgs } from "./traffic-settings";

/** What HAProxy knows of the Apaches: whether they run. Whether nodes serve is theirs to know. */
export function planApacheBackend(settings: SsoSettings): Backends {
  const { host, backend } = settings;
  const check = { scheme: "https", path: apacheReadinessPath, host, ...checkTimes(settings) } as const;
  return {
    backend: { name: backend, ...keptOn(settings), ...timeoutArgs(settings), check },
    ...{ serverPort: apachePorts.https, serviceName: host },
  };
}

/** By a cookie of HAProxy's own: Apache gives those of the products other names, as each product has a JSESSIONID. */
function keptOn({ stickiness = { mode: "insert" } }: SsoSettings) {
  return sessionArgs({ stickiness });
}

/** What the Apaches are made with. */
export interface ApacheFrontArgs {
  readonly apaches: Record<string, MachineIdentity>;
  readonly nodes: OfEach<Record<string, MachineIdentity>>;
  readonly products: OfEach<Omit<ApacheProduct, "nodes">>;
  readonly tier: HaproxyTier;
  readonly authority: CertificateAuthority;
  readonly access: SshAccess;
  /** Where they send their logs. @default nowhere */
  readonly logs: CloudWatchLogs | undefined;
  readonly last: LastDeployment;
  readonly standsOn: pulumi.Resource[];
}

/** The Apaches as a group of their own, and what they are to the products' nodes. */
export function createApacheFront(
  name: string,
  settings: SsoSettings,
  { apaches, nodes, products, tier, authority, access, logs, last, standsOn }: ApacheFrontArgs,
): { group: RollingGroup; workload: ApacheWorkload; balancers: OfEach<ApacheBalancers> } {
  const workload = new ApacheWorkload({
    ...{ host: settings.host, authority, loginProduct: siteKeys.identity },
    products: {
      [siteKeys.apiManager]: { ...products.apiManager, nodes: addresses(nodes.apiManager) },
      [siteKeys.identity]: { ...products.identity, nodes: addresses(nodes.identity) },
    },
    trustedCidrs: Object.values(addresses(tier.identities)),
    trafficTimeoutSec: planSilence(settings),
  });
  const behind = (product: keyof typeof siteKeys, configured: RollingGroup[]) =>
    new ApacheBalancers({ apaches, ...workload.behind(siteKeys[product]), configured });
  const ofGroup = apacheNodesOf(settings);
  const group = new RollingGroup(`${name}-apache`, {
    hosts: nodeHosts(ofGroup, apaches, access, logs && { cloudWatch: logs, units: ["apache2"] }),
    workload,
    balancers: new FrontOfApaches(
      tier,
      (["identity", "apiManager"] as const).map((product) => ({
        nodes: Object.keys(nodes[product]),
        on: behind(product, []),
      })),
    ),
    strategy: settings.strategy,
    standsOn,
    ...groupSettings(ofGroup),
    // A client's node is in its cookie, which the other Apache knows as well: there is no session to wait for.
    limits: { ...ofGroup, quietSec: 0, sessionTimeoutSec: 0 },
    approveWith:
      "`pulumi-wso2 approve --key wso2:apacheApprovedRoll` (or `pulumi config set wso2:apacheApprovedRoll`) with that id",
    ...last,
  });
  return {
    ...{ group, workload },
    balancers: { identity: behind("identity", [group]), apiManager: behind("apiManager", [group]) },
  };
}

/** As long as HAProxy in front waits; it knows the paths that may take longer, where Apache has one limit for all. */
export function planSilence({ timeLimits: { trafficSec = 300, paths = {} } = {} }: SsoSettings): number {
  return Math.max(trafficSec, ...Object.values(paths));
}

function addresses(machines: Record<string, MachineIdentity>): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(machines).map(([key, { address }]) => [key, address]));
}
