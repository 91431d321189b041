import * as pulumi from "@pulumi/pulumi";
import {
  CertificateAuthority,
  Ec2Hosts,
  groupOutputs,
  HaproxyTier,
  haproxyPorts,
  InstanceConnect,
  lastDeployment,
  MachineIdentity,
  planIntegrator,
  RollingGroup,
  SshAccess,
  type StorePasswords,
  TierSecurityGroup,
  Wso2Workload,
} from "pulumi-wso2";

/** Three nodes and two HAProxies in subnets that are there; what calls them is inside the same VPC. */
export = async () => {
  const config = new pulumi.Config();
  const imageId = config.require("imageId");
  const vpcId = config.require("vpcId");
  const subnetIds = config.requireObject<string[]>("subnetIds");
  const inZone = (index: number) => subnetIds[index % subnetIds.length] ?? "";
  const product = planIntegrator(config.require("version"));
  const serviceName = "integrator.internal";
  const check = product.readiness(serviceName);
  const last = await lastDeployment();

  const inside = ["10.0.0.0/8"];
  // The way to SSH, wherever `pulumi up` runs. A VPC can have one.
  const way = new InstanceConnect("integrator", { vpcId, subnetId: inZone(0) });
  const operators = { from: "operators", port: 22, groupId: way.groupId };
  const front = new TierSecurityGroup("integrator-haproxy", {
    vpcId,
    description: "HAProxy tier",
    openings: [{ from: "clients", port: haproxyPorts.https, cidrs: inside }, operators],
  });
  const back = new TierSecurityGroup("integrator-nodes", {
    vpcId,
    description: "integrator nodes",
    openings: [
      ...[product.trafficPort, check.port].map((port) => ({ from: "haproxy", port, groupId: front.groupId })),
      operators,
    ],
  });
  const access = new SshAccess("integrator", { proxyCommand: way.proxyCommand });
  const authority = new CertificateAuthority("integrator", { commonName: "integrator private root" });
  const nodes = Object.fromEntries(
    ["node1", "node2", "node3"].map((key, index) => [
      key,
      new MachineIdentity(`integrator-${key}`, {
        key,
        subnetId: inZone(index),
        securityGroupIds: [back.groupId],
        access,
      }),
    ]),
  );
  const tier = new HaproxyTier("integrator", {
    instances: { haproxy1: { subnetId: inZone(0) }, haproxy2: { subnetId: inZone(1) } },
    backend: {
      name: "PRD_wso2mi",
      stickyCookie: "JSESSIONID",
      check: {
        scheme: check.scheme,
        port: check.port,
        path: check.path,
        host: serviceName,
        intervalSec: 2,
        fall: 3,
        rise: 2,
      },
    },
    servers: nodes,
    serverPort: product.trafficPort,
    serviceName,
    host: "integrator.example.com",
    authority,
    access,
    securityGroupIds: [front.groupId],
    machine: { imageId, instanceType: "t3.small" },
  });
  const group = new RollingGroup("integrator", {
    hosts: new Ec2Hosts({ nodes, access, machine: { imageId, instanceType: "m6i.large" } }),
    workload: new Wso2Workload({
      product,
      // Better: the SHA-256 of the zip, in hex.
      sha256: "unverified",
      authority,
      serviceName,
      passwords: config.requireSecretObject<StorePasswords>("storePasswords"),
    }),
    balancers: tier,
    minHealthy: "2",
    ...last,
  });
  const haproxies = Object.values(tier.identities).map(({ address }) => address);
  return { haproxies, rootCertificate: authority.certificatePem, ...groupOutputs(group, last) };
};
