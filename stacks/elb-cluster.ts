import * as pulumi from "@pulumi/pulumi";
import {
  AliasRecord,
  ClassicLoadBalancer,
  checkDigest,
  failOnProblems,
  groupOutputs,
  lastDeployment,
  planAppServer,
  planElb,
  Wso2ElbTier,
} from "../components";
import { administratorPassword } from "./administrator-password";
import type { AppServerSettings } from "./app-server-settings";
import { createNetwork } from "./create-network";
import { addressesOf, createNodes } from "./create-nodes";
import { createTrust } from "./create-trust";
import { describeCertificates, describeCluster, trustedByClients } from "./describe-cluster";
import { edgeCertificate } from "./edge-certificate";
import { classicArgs } from "./elb-edge";
import { createElbSecurityGroups } from "./elb-security-groups";
import { appServerOf, elbOf } from "./elb-settings";
import { findZone } from "./find-zone";
import { groupSettings } from "./group-settings";
import { imageId } from "./image-id";
import { createLogs } from "./log-settings";
import { packDigest, planSource } from "./pack-settings";
import { placeMachines } from "./place";
import { planServed } from "./plan-served";
import { createProductGroup } from "./product-group";
import { storePasswords } from "./store-passwords";

const serviceName = "appserver.internal";

/** Application Servers 5.1 behind WSO2 ELBs 2.0 and a classic ELB. */
export async function deployElbCluster(settings: AppServerSettings): Promise<Record<string, unknown>> {
  const { version, elbVersion, host, javaOpts, detailedMonitoring, front } = settings;
  const name = `wso2-${pulumi.getStack()}`;
  const product = planAppServer(version, appServerOf(settings));
  const elb = elbOf(settings);
  const [last, lastElbs] = [await lastDeployment(), await lastDeployment({ output: "elbs" })];
  const plan = planServed(settings, { front, serviceName, trafficPort: product.trafficPort }, last.served);
  const elbSource = planSource(settings.elbPack, planElb(elbVersion, elb));
  const elbDigest = packDigest({ packSha256: settings.elbPackSha256 }, elbVersion);
  failOnProblems("Configuration of this stack", [
    ...plan.problems,
    ...checkDigest(planSource(settings.pack, product), packDigest(settings, version), "wso2:packSha256"),
    ...checkDigest(elbSource, elbDigest, "wso2:elbPackSha256"),
  ]);
  const zone = settings.dnsZone === undefined ? undefined : await findZone(settings.dnsZone, host);

  const { network, way } = createNetwork(name, settings);
  const groups = createElbSecurityGroups(name, network.vpcId, product, settings, way?.groupId);
  const { authority, access } = createTrust(name, settings, way);
  const nodes = createNodes(name, "node", settings, { network, access, groupId: groups.nodes.groupId });
  const edge = edgeCertificate(name, settings, authority, plan);
  const certificateArn = settings.edge?.certificateArn ?? edge?.arn;
  if (certificateArn === undefined) throw new Error("a load balancer shows a certificate");
  const balancer = new ClassicLoadBalancer(name, {
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [groups.edge.groupId],
    after: network.ready,
    certificateArn,
    // WSO2 ELB has no page that says whether it has members. That it has, its own join sees.
    health: { port: 80 },
    ...classicArgs(settings),
  });
  const passwords = storePasswords(authority);
  const image = settings.elbAmi ?? settings.ami;
  const tier = new Wso2ElbTier(`${name}-elbs`, {
    ...{ elb, version: elbVersion, source: elbSource, sha256: elbDigest, passwords, javaOpts },
    ...{ authority, access, image, edges: [balancer], servers: nodes },
    instances: placeMachines("elb", settings.elbCount, network.privateSubnetIds),
    trafficPorts: [...product.otherPorts, product.trafficPort].filter(
      (port) => !product.peerPorts?.includes(port),
    ),
    securityGroupIds: [groups.elbs.groupId],
    after: network.ready,
    machine: { imageId: imageId(image), instanceType: settings.elbInstanceType, detailedMonitoring },
    limits: groupSettings(settings).limits,
    ...lastElbs,
  });
  // A load balancer that is replaced has its machines before the name leads to it.
  const record = zone && new AliasRecord(name, { host, zone, target: balancer, after: [tier] });
  const admin = administratorPassword(name);
  const { group, workload } = createProductGroup(name, {
    ...{ product, settings, serviceName, nodes, access, authority, last, adminPassword: admin },
    logs: createLogs(name, settings),
    ...(plan.certificate && { certificate: plan.certificate }),
    told: { balancers: addressesOf(tier.identities) },
    balancers: tier,
    after: [tier.group],
    standsOn: [network, ...groups.all, balancer, tier, ...(record ? [record] : [])],
  });
  return {
    adminPassword: admin,
    ...describeCluster(balancer, host, trustedByClients(authority, edge), access, nodes, tier),
    ...groupOutputs(group, last, tier.statusPlan),
    elbs: groupOutputs(tier.group, lastElbs),
    served: plan.served,
    ...describeCertificates(authority, edge, tier, [workload]),
  };
}
