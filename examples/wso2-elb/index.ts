import * as pulumi from "@pulumi/pulumi";
import {
  CertificateAuthority,
  ClassicLoadBalancer,
  checkAppServer,
  checkElb,
  Ec2Hosts,
  failOnProblems,
  groupOutputs,
  InstanceConnect,
  lastDeployment,
  MachineIdentity,
  Network,
  planAppServer,
  RollingGroup,
  SshAccess,
  type StorePasswords,
  TierSecurityGroup,
  Wso2ElbTier,
  Wso2Workload,
} from "pulumi-wso2";

/** Classic ELB, two WSO2 ELBs, two Application Servers. An ELB is changed like a node: the other one serves meanwhile. */
export = async () => {
  const config = new pulumi.Config();
  const host = config.require("host");
  const packs = config.require("packs");
  const machine = { imageId: config.require("imageId"), instanceType: "m6i.large" };
  const domain = { name: "wso2.appserver.domain", hosts: [host], subDomain: "mgt" };
  const elb = { hostname: host, services: [{ name: "appserver", domains: [domain] }] };
  const appServer = { hostname: host };
  failOnProblems("wso2-elb", [...checkElb("2.0.3", elb), ...checkAppServer("5.1.0", appServer)]);
  const last = {
    elbs: await lastDeployment({ output: "elbs" }),
    servers: await lastDeployment({ output: "servers" }),
  };

  const network = new Network("as", { zoneCount: 2, natGateways: "single" });
  const inZone = (index: number) => network.privateSubnetIds[index % network.privateSubnetIds.length] ?? "";
  const way = new InstanceConnect("as", { vpcId: network.vpcId, subnetId: inZone(0) });
  const operators = { from: "operators", port: 22, groupId: way.groupId };
  const clients = new TierSecurityGroup("as-clients", {
    vpcId: network.vpcId,
    description: "classic ELB",
    openings: [80, 443].map((port) => ({ from: "clients", port, cidrs: ["0.0.0.0/0"] })),
  });
  const front = new TierSecurityGroup("as-elb", {
    vpcId: network.vpcId,
    description: "WSO2 ELBs",
    openings: [
      ...[80, 443].map((port) => ({ from: "classic-elb", port, groupId: clients.groupId })),
      // Tribes, from the servers.
      { from: "vpc", port: 4000, cidrs: ["10.42.0.0/16"] },
      operators,
    ],
    amongThemselves: [4000],
  });
  const back = new TierSecurityGroup("as-server", {
    vpcId: network.vpcId,
    description: "Application Servers",
    openings: [
      ...[9763, 9443, 4000].map((port) => ({ from: "elb", port, groupId: front.groupId })),
      operators,
    ],
    amongThemselves: [4000],
  });

  const access = new SshAccess("as", { proxyCommand: way.proxyCommand });
  const authority = new CertificateAuthority("as", { commonName: "application servers private root" });
  const identities = (keys: readonly string[], group: TierSecurityGroup) =>
    Object.fromEntries(
      keys.map((key, index) => [
        key,
        new MachineIdentity(`as-${key}`, {
          key,
          subnetId: inZone(index),
          securityGroupIds: [group.groupId],
          access,
          after: network.ready,
        }),
      ]),
    );
  const servers = identities(["as1", "as2"], back);
  const passwords = config.requireSecretObject<StorePasswords>("storePasswords");

  const edge = new ClassicLoadBalancer("as", {
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [clients.groupId],
    after: network.ready,
    certificateArn: config.require("certificateArn"),
    // An ELB is there before its members: a page of theirs would keep the first deployment waiting.
    health: { port: 80 },
  });
  const tier = new Wso2ElbTier("as-elbs", {
    instances: { elb1: { subnetId: inZone(0) }, elb2: { subnetId: inZone(1) } },
    elb,
    source: `${packs}/wso2elb-2.0.3.zip`,
    sha256: "unverified",
    servers,
    authority,
    passwords,
    access,
    securityGroupIds: [front.groupId],
    after: network.ready,
    machine,
    edges: [edge],
    ...last.elbs,
  });
  const serverGroup = new RollingGroup("as-servers", {
    hosts: new Ec2Hosts({ nodes: servers, access, machine }),
    workload: new Wso2Workload({
      product: planAppServer("5.1.0", appServer),
      source: `${packs}/wso2as-5.1.0.zip`,
      sha256: "unverified",
      authority,
      serviceName: host,
      passwords,
      balancers: Object.values(tier.identities).map(({ address }) => address),
    }),
    balancers: tier,
    after: [tier.group],
    standsOn: [tier, edge],
    ...last.servers,
  });
  return {
    url: pulumi.interpolate`https://${edge.dnsName}`,
    elbs: groupOutputs(tier.group, last.elbs),
    servers: groupOutputs(serverGroup, last.servers),
  };
};
