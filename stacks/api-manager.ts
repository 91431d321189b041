import * as pulumi from "@pulumi/pulumi";
import { failOnProblems, groupOutputs, lastDeployment } from "../components";
import { administratorPassword } from "./administrator-password";
import { checkDeployment, checkPlatform, once } from "./api-manager-check";
import { planProducts, serviceNames } from "./api-manager-products";
import { createPlatformSecurityGroups } from "./api-manager-security-groups";
import { type ApiManagerSettings, planHosts } from "./api-manager-settings";
import { planPlatformBackends } from "./api-manager-tier";
import { createNetwork } from "./create-network";
import { createTrust } from "./create-trust";
import { describeCertificates, describeCluster, trustedByClients } from "./describe-cluster";
import { findZone } from "./find-zone";
import { createKeptData } from "./kept-data";
import { createLogs } from "./log-settings";
import { planServed } from "./plan-served";
import { createPlatformFront } from "./platform-front";
import { createPlatformGroups } from "./platform-groups";
import { createPlatformNodes } from "./platform-nodes";
import { allOf, isDistributed, namesOf, ofEach, ofPart, partsOf } from "./platform-parts";

/**
 * API Manager with Identity Server, each in nodes of its own, behind one HAProxy tier and a load balancer (seed 003).
 * Identity Server goes first, in a first deployment and in every roll; where API Manager is distributed, control planes,
 * traffic managers and gateways follow in this order.
 */
export async function deployApiManager(settings: ApiManagerSettings): Promise<Record<string, unknown>> {
  const name = `wso2-${pulumi.getStack()}`;
  const lastOf = (output: string) => lastDeployment({ output });
  const [lastTier, last] = await Promise.all([
    lastOf("haproxy"),
    allOf(ofEach(settings, (part) => lastOf(namesOf(settings, part).output))),
  ]);
  const products = planProducts(settings);
  const hosts = planHosts(settings);
  const { trafficPort } = products.apiManager;
  const plan = planServed(
    settings,
    {
      ...{ serviceName: serviceNames.apiManager, trafficPort },
      ...(isDistributed(settings) ? { deployment: settings.deployment } : {}),
    },
    lastTier.served,
  );
  failOnProblems(
    "Configuration of this stack",
    once([
      ...plan.problems,
      ...checkDeployment(settings, lastTier.served),
      ...checkPlatform(settings, products, lastTier.served),
    ]),
  );
  const { dnsZone } = settings;
  const zone = dnsZone === undefined ? undefined : await findZone(dnsZone, settings.host);

  const { network, way } = createNetwork(name, settings);
  const groups = createPlatformSecurityGroups(
    ...([name, network.vpcId, products] as const),
    { ...settings, kinds: plan.kinds },
    way?.groupId,
  );
  const kept = createKeptData(name, settings, network, groups);
  const { authority, access } = createTrust(name, settings, way);
  const logs = createLogs(name, settings);
  const nodes = createPlatformNodes(name, settings, groups, { network, access });
  const all = { ...nodes.identity, ...nodes.apiManager, ...nodes.trafficManager, ...nodes.gateway };
  const { edge, edges, balancer, tier, records } = createPlatformFront(name, settings, {
    ...{ network, groups, authority, access, logs, plan, zone, last: lastTier, servers: all },
    furtherHosts: { gateway: hosts.gateway, identity: hosts.identity },
    backends: planPlatformBackends(
      settings,
      products,
      ofEach(settings, (part) => Object.keys(nodes[part] ?? {})),
    ),
  });
  const passwords = {
    identity: administratorPassword(`${name}-is`),
    apiManager: administratorPassword(`${name}-apim`),
  };
  const made = createPlatformGroups(name, settings, {
    ...{ products, nodes, passwords, serviceNames, access, logs, authority, certificate: plan.certificate },
    ...{ kept, last, after: [] },
    balancers: { identity: tier, apiManager: tier },
    standsOn: [...[network, ...Object.values(groups), ...edges, tier, ...records], ...kept.resources],
  });
  return {
    ...{ adminPassword: passwords.apiManager, identityAdminPassword: passwords.identity },
    ...describeCluster(balancer, hosts.portals, trustedByClients(authority, edge), access, all, tier),
    ...{ gatewayHost: hosts.gateway, identityHost: hosts.identity },
    ...Object.fromEntries(
      partsOf(settings).map((part) => [
        namesOf(settings, part).output,
        groupOutputs(ofPart(made, part).group, ofPart(last, part)),
      ]),
    ),
    haproxy: { statusPlan: tier.statusPlan, healTokens: lastTier.healTokens, served: plan.served },
    ...kept.outputs,
    ...describeCertificates(
      authority,
      edge,
      tier,
      Object.values(made).map(({ workload }) => workload),
    ),
  };
}
