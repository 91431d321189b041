import * as pulumi from "@pulumi/pulumi";
import { failOnProblems, groupOutputs, lastDeployment } from "../components";
import { administratorPassword } from "./administrator-password";
import { checkPlatform, once } from "./api-manager-check";
import { planProducts } from "./api-manager-products";
import { createNetwork } from "./create-network";
import { createNodes } from "./create-nodes";
import { createTrust } from "./create-trust";
import { describeCertificates, describeCluster, trustedByClients } from "./describe-cluster";
import { findZone } from "./find-zone";
import { createKeptData } from "./kept-data";
import { createLogs } from "./log-settings";
import { planServed } from "./plan-served";
import { createPlatformFront } from "./platform-front";
import { createPlatformGroups } from "./platform-groups";
import { createPlatformNodes } from "./platform-nodes";
import { createApacheFront, planApacheBackend } from "./sso-front";
import { createSsoSecurityGroups } from "./sso-security-groups";
import { apacheNodesOf, platformOf, type SsoSettings } from "./sso-settings";
import { planAddresses, planSiteProducts } from "./sso-site";

/**
 * API Manager and Identity Server on one host name: a load balancer and HAProxy end TLS, Apache leads each path to its
 * product (seed 004). Apache goes first, then Identity Server, then API Manager: in a first deployment and in every roll.
 */
export async function deploySso(settings: SsoSettings): Promise<Record<string, unknown>> {
  const name = `wso2-${pulumi.getStack()}`;
  const [lastTier, lastApache, lastIdentity, lastApi] = await Promise.all(
    ["haproxy", "apache", "identity", "apiManager"].map((output) => lastDeployment({ output })),
  );
  if (!lastTier || !lastApache || !lastIdentity || !lastApi) throw new Error("four were asked for");
  const { host, dnsZone } = settings;
  const platform = platformOf(settings);
  const products = planProducts(platform, planAddresses(settings));
  const { trafficPort } = products.apiManager;
  const of = { serviceName: host, trafficPort, front: "apache" };
  const plan = planServed(platform, of, lastTier.served);
  failOnProblems(
    "Configuration of this stack",
    once([...plan.problems, ...checkPlatform(platform, products, lastTier.served, host)]),
  );
  const zone = dnsZone === undefined ? undefined : await findZone(dnsZone, host);

  const { network, way } = createNetwork(name, settings);
  const groups = createSsoSecurityGroups(
    ...([name, network.vpcId, products] as const),
    { ...settings, kinds: plan.kinds },
    way?.groupId,
  );
  const kept = createKeptData(name, platform, network, groups);
  const { authority, access } = createTrust(name, settings, way);
  const on = { network, access };
  const nodes = createPlatformNodes(name, platform, groups, on);
  const logs = createLogs(name, settings);
  const apaches = createNodes(name, "apache", apacheNodesOf(settings), {
    ...on,
    groupId: groups.apache.groupId,
  });
  const { edge, edges, balancer, tier, records } = createPlatformFront(name, platform, {
    ...{ network, groups, authority, access, logs, plan, zone, last: lastTier, servers: apaches },
    furtherHosts: {},
    backends: planApacheBackend(settings),
  });
  const standsOn = [...[network, ...Object.values(groups), ...edges, tier, ...records], ...kept.resources];
  const front = createApacheFront(name, settings, {
    ...{ apaches, nodes, tier, authority, access, logs, last: lastApache, standsOn },
    products: planSiteProducts(settings, products),
  });
  const passwords = {
    identity: administratorPassword(`${name}-is`),
    apiManager: administratorPassword(`${name}-apim`),
  };
  const { identity, apiManager } = createPlatformGroups(name, platform, {
    ...{ products, nodes, passwords, access, logs, authority, certificate: plan.certificate },
    kept,
    last: { identity: lastIdentity, apiManager: lastApi },
    // Apache verifies the nodes by the name that it serves.
    serviceNames: { identity: host, apiManager: host },
    balancers: front.balancers,
    after: [front.group],
    standsOn: [...standsOn, front.group],
  });
  const workloads = [front.workload, identity.workload, apiManager.workload];
  const all = { ...nodes.identity, ...nodes.apiManager };
  const between = { identities: { ...tier.identities, ...apaches } };
  return {
    ...{ adminPassword: passwords.apiManager, identityAdminPassword: passwords.identity },
    ...describeCluster(balancer, host, trustedByClients(authority, edge), access, all, between),
    apache: groupOutputs(front.group, lastApache),
    identity: groupOutputs(identity.group, lastIdentity),
    apiManager: groupOutputs(apiManager.group, lastApi),
    haproxy: { statusPlan: tier.statusPlan, healTokens: lastTier.healTokens, served: plan.served },
    ...kept.outputs,
    ...describeCertificates(authority, edge, tier, workloads),
  };
}
