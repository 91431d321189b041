import * as pulumi from "@pulumi/pulumi";
import { failOnProblems, groupOutputs, HaproxyTier, lastDeployment } from "../components";
import { administratorPassword } from "./administrator-password";
import { checkPlatform, once } from "./api-manager-check";
import { planProducts, serviceNames } from "./api-manager-products";
import { createPlatformSecurityGroups } from "./api-manager-security-groups";
import { type ApiManagerSettings, planHosts, settingsOf } from "./api-manager-settings";
import { planPlatformBackends } from "./api-manager-tier";
import { createNetwork } from "./create-network";
import { addressesOf, createNodes } from "./create-nodes";
import { createTrust } from "./create-trust";
import { createDatabase, describeDatabase, platformDatabases } from "./database";
import { describeCertificates, describeCluster, trustedByClients } from "./describe-cluster";
import { createEdgeBalancers, createRecord, tierBehind, tierToClients } from "./edge-balancer";
import { edgeCertificate } from "./edge-certificate";
import { findZone } from "./find-zone";
import { frontArgs } from "./front-settings";
import { imageId } from "./image-id";
import { tierSubnets } from "./pair-settings";
import { placeMachines } from "./place";
import { planServed } from "./plan-served";
import { createProductGroup } from "./product-group";

/**
 * API Manager with Identity Server, each in nodes of its own, behind one HAProxy tier and a load balancer (seed 003).
 * Identity Server goes first, in a first deployment and in every roll.
 */
export async function deployApiManager(settings: ApiManagerSettings): Promise<Record<string, unknown>> {
  const name = `wso2-${pulumi.getStack()}`;
  const [lastTier, lastIdentity, lastApi] = await Promise.all(
    ["haproxy", "identity", "apiManager"].map((output) => lastDeployment({ output })),
  );
  if (!lastTier || !lastIdentity || !lastApi) throw new Error("three deployments were asked for");
  const products = planProducts(settings);
  const hosts = planHosts(settings);
  const { trafficPort } = products.apiManager;
  const plan = planServed(settings, { serviceName: serviceNames.apiManager, trafficPort }, lastTier.served);
  failOnProblems(
    "Configuration of this stack",
    once([...plan.problems, ...checkPlatform(settings, products, lastTier.served)]),
  );
  const { dnsZone } = settings;
  const zone = dnsZone === undefined ? undefined : await findZone(dnsZone, settings.host);

  const { network, way } = createNetwork(name, settings);
  const groups = createPlatformSecurityGroups(
    ...([name, network.vpcId, products] as const),
    { ...settings, kinds: plan.kinds },
    way?.groupId,
  );
  const { identity: identityNodes, apiManager: apiManagerNodes } = groups;
  const database = createDatabase(settings, network, { is: identityNodes, apim: apiManagerNodes });
  const databases = platformDatabases(database);
  const { authority, access } = createTrust(name, settings, way);
  const ofProduct = {
    identity: settingsOf(settings, "identity"),
    apiManager: settingsOf(settings, "apiManager"),
  };
  const on = { network, access };
  const nodes = {
    identity: createNodes(name, "is", ofProduct.identity, {
      ...on,
      groupId: groups.identity.groupId,
    }),
    apiManager: createNodes(name, "apim", ofProduct.apiManager, {
      ...on,
      groupId: groups.apiManager.groupId,
    }),
  };
  const furtherHosts = [hosts.gateway, hosts.identity];
  const edge = edgeCertificate(name, { ...settings, furtherHosts }, authority, plan);
  const edges = createEdgeBalancers(name, settings, {
    network,
    groupId: groups.edge?.groupId,
    certificate: edge,
  });
  const [balancer] = edges;
  const keys = {
    identity: Object.keys(nodes.identity),
    apiManager: Object.keys(nodes.apiManager),
  };
  const backends = planPlatformBackends(settings, products, keys);
  const all = { ...nodes.identity, ...nodes.apiManager };
  const tier = new HaproxyTier(name, {
    instances: placeMachines(
      "haproxy",
      settings.haproxyCount,
      tierSubnets(settings, network.privateSubnetIds),
    ),
    ...frontArgs(settings),
    ...backends,
    ...tierBehind(plan.kinds, backends),
    ...tierToClients(plan.kinds, settings, network, edge),
    servers: all,
    host: hosts.portals,
    ...{ authority, access, securityGroupIds: [groups.haproxy.groupId], after: network.ready },
    machine: {
      imageId: imageId(settings.haproxyAmi),
      instanceType: settings.haproxyInstanceType,
      detailedMonitoring: settings.detailedMonitoring,
    },
    edges,
    edgeStableSec: settings.stableSec,
    ...{ first: lastTier.first, healTokens: lastTier.healTokens },
  });
  // A load balancer that is replaced has its machines before the names lead to it.
  const records = zone
    ? Object.entries(hosts).map(([key, host]) =>
        createRecord(key === "portals" ? name : `${name}-${key}`, host, zone, balancer, [tier]),
      )
    : [];
  const passwords = {
    identity: administratorPassword(`${name}-is`),
    apiManager: administratorPassword(`${name}-apim`),
  };
  const common = {
    ...{ access, authority, balancers: tier },
    ...(plan.certificate && { certificate: plan.certificate }),
    standsOn: [
      ...[network, ...Object.values(groups), ...edges, tier, ...records],
      ...(database ? [database] : []),
    ],
  };
  const identity = createProductGroup(`${name}-is`, {
    ...{ product: products.identity, settings: ofProduct.identity, nodes: nodes.identity },
    told: { members: addressesOf(nodes.identity), ...databases?.identity },
    ...{ serviceName: serviceNames.identity, adminPassword: passwords.identity, last: lastIdentity },
    content: settings.identityContentSync,
    ...{ ...common, after: [], approvedKey: "identityApprovedRoll" },
  });
  const apiManager = createProductGroup(`${name}-apim`, {
    ...{ product: products.apiManager, settings: ofProduct.apiManager, nodes: nodes.apiManager },
    told: { members: addressesOf(nodes.apiManager), ...databases?.apiManager },
    ...{ serviceName: serviceNames.apiManager, adminPassword: passwords.apiManager, last: lastApi },
    content: settings.contentSync,
    ...{ ...common, after: [identity.group], approvedKey: "approvedRoll" },
  });
  const workloads = [identity.workload, apiManager.workload];
  return {
    ...{ adminPassword: passwords.apiManager, identityAdminPassword: passwords.identity },
    ...describeCluster(balancer, hosts.portals, trustedByClients(authority, edge), access, all, tier),
    ...{ gatewayHost: hosts.gateway, identityHost: hosts.identity },
    identity: groupOutputs(identity.group, lastIdentity),
    apiManager: groupOutputs(apiManager.group, lastApi),
    haproxy: { statusPlan: tier.statusPlan, healTokens: lastTier.healTokens, served: plan.served },
    ...describeDatabase(database),
    ...describeCertificates(authority, edge, tier, workloads),
  };
}
