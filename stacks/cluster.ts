import * as pulumi from "@pulumi/pulumi";
import {
  checkDigest,
  checkEncryptingKey,
  checkJava,
  failOnProblems,
  groupOutputs,
  HaproxyTier,
  lastDeployment,
  type Product,
} from "../components";
import { administratorPassword } from "./administrator-password";
import { checkTimes } from "./check-settings";
import { createNetwork } from "./create-network";
import { addressesOf, createNodes } from "./create-nodes";
import { createTrust } from "./create-trust";
import { createDatabase, describeDatabase, nodeDatabases } from "./database";
import type { DatabaseSetting } from "./database-settings";
import { describeCertificates, describeCluster, trustedByClients } from "./describe-cluster";
import { createEdgeBalancers, createRecord, tierBehind, tierToClients } from "./edge-balancer";
import { edgeCertificate } from "./edge-certificate";
import { findZone } from "./find-zone";
import { frontArgs } from "./front-settings";
import { imageId } from "./image-id";
import { createLogs } from "./log-settings";
import { packDigest, planSource } from "./pack-settings";
import { tierSubnets } from "./pair-settings";
import { placeMachines } from "./place";
import { planServed } from "./plan-served";
import { createProductGroup } from "./product-group";
import { createSecurityGroups } from "./security-groups";
import type { ClusterSettings } from "./settings";
import { sessionArgs, timeoutArgs } from "./traffic-settings";

/** What a cluster's nodes run. */
export interface ClusterProduct {
  readonly product: Product;
  /** The name that all nodes have in their certificates. */
  readonly serviceName: string;
  /** Shared by its nodes. @default none */
  readonly database?: DatabaseSetting["database"];
}

/** Nodes of one product behind a HAProxy tier and a load balancer of AWS. */
export async function deployCluster(
  settings: ClusterSettings,
  { product, serviceName, database: wanted }: ClusterProduct,
): Promise<Record<string, unknown>> {
  const { version, host, detailedMonitoring } = settings;
  const name = `wso2-${pulumi.getStack()}`;
  const last = await lastDeployment();
  const { trafficPort } = product;
  const plan = planServed(settings, { serviceName, trafficPort }, last.served);
  failOnProblems("Configuration of this stack", [
    ...plan.problems,
    ...checkJava(product, settings.ami),
    ...checkEncryptingKey(product, plan.certificate, "wso2:nodeCertificatePem"),
    ...checkDigest(planSource(settings.pack, product), packDigest(settings, version), "wso2:packSha256"),
  ]);
  const zone = settings.dnsZone === undefined ? undefined : await findZone(settings.dnsZone, host);

  const { network, way } = createNetwork(name, settings);
  const groups = createSecurityGroups(
    ...([name, network.vpcId, product] as const),
    { ...settings, kinds: plan.kinds },
    way?.groupId,
  );
  const database = createDatabase({ database: wanted }, network, { nodes: groups.nodes });
  const { authority, access } = createTrust(name, settings, way);
  const nodes = createNodes(name, "node", settings, { network, access, groupId: groups.nodes.groupId });
  const logs = createLogs(name, settings);
  const edge = edgeCertificate(name, settings, authority, plan);
  const edges = createEdgeBalancers(name, settings, {
    network,
    groupId: groups.edge?.groupId,
    certificate: edge,
  });
  const [balancer] = edges;
  const readiness = product.readiness(serviceName);
  const tier = new HaproxyTier(name, {
    instances: placeMachines(
      "haproxy",
      settings.haproxyCount,
      tierSubnets(settings, network.privateSubnetIds),
    ),
    backend: {
      name: settings.backend,
      ...sessionArgs(settings),
      ...timeoutArgs(settings),
      check: {
        scheme: readiness.scheme,
        ...(readiness.port === product.trafficPort ? {} : { port: readiness.port }),
        path: readiness.path,
        host: serviceName,
        ...checkTimes(settings),
      },
    },
    servers: nodes,
    serverPort: trafficPort,
    serviceName,
    host,
    authority,
    access,
    securityGroupIds: [groups.haproxy.groupId],
    after: network.ready,
    machine: {
      imageId: imageId(settings.haproxyAmi),
      instanceType: settings.haproxyInstanceType,
      detailedMonitoring,
      ...(logs ? { logs: { cloudWatch: logs } } : {}),
    },
    ...frontArgs(settings),
    ...tierBehind(plan.kinds, frontArgs(settings)),
    ...tierToClients(plan.kinds, settings, network, edge),
    edges,
    edgeStableSec: settings.stableSec,
    first: last.first,
    healTokens: last.healTokens,
  });
  const admin = product.hasAdministrator ? administratorPassword(name) : undefined;
  // A load balancer that is replaced has its machines before the name leads to it.
  const record = zone && createRecord(name, host, zone, balancer, [tier]);
  const { group, workload } = createProductGroup(name, {
    ...{ product, settings, serviceName, nodes, access, authority, last, logs },
    ...(plan.certificate && { certificate: plan.certificate }),
    ...(admin && { adminPassword: admin }),
    told: { members: addressesOf(nodes), ...nodeDatabases(database) },
    balancers: tier,
    standsOn: [
      network,
      ...Object.values(groups),
      ...edges,
      tier,
      ...(record ? [record] : []),
      ...(database ? [database] : []),
    ],
  });
  return {
    ...(admin === undefined ? {} : { adminPassword: admin }),
    ...describeDatabase(database),
    ...describeCluster(balancer, host, trustedByClients(authority, edge), access, nodes, tier),
    ...groupOutputs(group, last, tier.statusPlan),
    served: plan.served,
    ...describeCertificates(authority, edge, tier, [workload]),
  };
}
