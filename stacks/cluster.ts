import * as pulumi from "@pulumi/pulumi";
import {
  AliasRecord,
  checkDigest,
  checkJava,
  failOnProblems,
  groupOutputs,
  HaproxyTier,
  lastDeployment,
  type Product,
  RollingGroup,
  Wso2Workload,
} from "../components";
import { administratorPassword } from "./administrator-password";
import { checkServed, planEdgeGeneration } from "./check-served";
import { createNetwork } from "./create-network";
import { createNodes, nodeHosts } from "./create-nodes";
import { createTrust } from "./create-trust";
import { createDatabase, describeDatabase, nodeDatabases } from "./database";
import type { DatabaseSetting } from "./database-settings";
import { describeCertificates, describeCluster, trustedByClients } from "./describe-cluster";
import { createEdgeBalancer, tierBehind } from "./edge-balancer";
import { edgeCertificate } from "./edge-certificate";
import { findZone } from "./find-zone";
import { frontArgs } from "./front-settings";
import { groupSettings } from "./group-settings";
import { imageId } from "./image-id";
import { nodeCertificate } from "./node-certificate";
import { packDigest, planSource } from "./pack-settings";
import { placeMachines } from "./place";
import { createSecurityGroups } from "./security-groups";
import type { ClusterSettings } from "./settings";
import { storePasswords } from "./store-passwords";

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
  const { caGeneration, caTrustPrevious } = settings;
  const edgeCaGeneration = planEdgeGeneration(caGeneration, last.served, caTrustPrevious);
  const ofNodes = nodeCertificate(settings, serviceName, last.served);
  const served = {
    ...{ trafficPort: product.trafficPort, caGeneration, edgeCaGeneration },
    ...(ofNodes.root && { nodeRoot: ofNodes.root }),
  };
  failOnProblems("Configuration of this stack", [
    ...checkServed(served, last.served, caTrustPrevious),
    ...ofNodes.problems,
    ...checkJava(product, settings.ami),
  ]);
  const source = planSource(settings.pack, product);
  failOnProblems(
    "Configuration of this stack",
    checkDigest(source, packDigest(settings, version), "wso2:packSha256"),
  );
  const zone = settings.dnsZone === undefined ? undefined : await findZone(settings.dnsZone, host);

  const { network, way } = createNetwork(name, settings);
  const groups = createSecurityGroups(name, network.vpcId, product, settings, way?.groupId);
  const database = createDatabase({ database: wanted }, network, groups.nodes);
  const { authority, access } = createTrust(name, settings, way);
  const nodes = createNodes(name, "node", settings, { network, access, groupId: groups.nodes.groupId });
  const edge = edgeCertificate(name, settings, authority, edgeCaGeneration);
  const balancer = createEdgeBalancer(name, settings, {
    network,
    groupId: groups.edge.groupId,
    certificateArn: edge.arn,
  });
  const readiness = product.readiness(serviceName);
  const tier = new HaproxyTier(name, {
    instances: placeMachines("haproxy", settings.haproxyCount, network.privateSubnetIds),
    backend: {
      name: settings.backend,
      stickyCookie: "JSESSIONID",
      check: {
        scheme: readiness.scheme,
        ...(readiness.port === product.trafficPort ? {} : { port: readiness.port }),
        path: readiness.path,
        host: serviceName,
        intervalSec: settings.checkIntervalSec,
        fastIntervalSec: settings.checkFastIntervalSec,
        fall: 3,
        rise: 2,
      },
    },
    servers: nodes,
    serverPort: product.trafficPort,
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
    },
    ...tierBehind(settings, frontArgs(settings)),
    edges: [balancer],
    edgeCidrs: network.publicSubnetCidrs,
    edgeStableSec: settings.stableSec,
    first: last.first,
    healTokens: last.healTokens,
  });
  const admin = product.hasAdministrator ? administratorPassword(name) : undefined;
  // A load balancer that is replaced has its machines before the name leads to it.
  const record = zone && new AliasRecord(name, { host, zone, target: balancer, after: [tier] });
  const workload = new Wso2Workload({
    product,
    source,
    sha256: packDigest(settings, version),
    authority,
    serviceName,
    ...(ofNodes.files && { certificate: ofNodes.files }),
    passwords: pulumi.all([storePasswords(authority), admin]).apply(([stores, own]) => ({
      ...stores,
      ...(own === undefined ? {} : { admin: own }),
    })),
    ...nodeDatabases(database),
    members: Object.values(nodes).map(({ address }) => address),
    publicCas: settings.publicCas,
    javaOpts: settings.javaOpts,
  });
  const group = new RollingGroup(name, {
    hosts: nodeHosts(settings, nodes, access),
    workload,
    balancers: tier,
    strategy: settings.strategy,
    standsOn: [
      network,
      ...Object.values(groups),
      balancer,
      tier,
      ...(record ? [record] : []),
      ...(database ? [database] : []),
    ],
    ...groupSettings(settings),
    ...last,
  });
  return {
    ...(admin === undefined ? {} : { adminPassword: admin }),
    ...describeDatabase(database),
    ...describeCluster(balancer, host, trustedByClients(authority, edge), access, nodes, tier),
    ...groupOutputs(group, last, tier.statusPlan),
    served,
    ...describeCertificates(authority, edge, tier, [workload]),
  };
}
