import * as pulumi from "@pulumi/pulumi";
import {
  ApacheWorkload,
  apacheReadinessPath,
  apiManagerMappings,
  CertificateAuthority,
  Ec2Hosts,
  groupOutputs,
  HaproxyTier,
  haproxyPorts,
  identityServerMappings,
  lastDeployment,
  MachineIdentity,
  Network,
  RollingGroup,
  SshAccess,
  TierSecurityGroup,
} from "pulumi-wso2";

/** The program's outputs are this function's: a group needs to know what it left the last time. */
export = async () => {
  const imageId = new pulumi.Config().require("imageId");
  const host = "sso.example.com";
  const network = new Network("sso", { zoneCount: 2, natGateways: "single" });
  const operators = { from: "operators", port: 22, cidrs: ["10.42.0.0/16"] };
  const outside = new TierSecurityGroup("sso-haproxy", {
    vpcId: network.vpcId,
    description: "HAProxy in front of the Apaches",
    openings: [{ from: "clients", port: haproxyPorts.https, cidrs: ["10.0.0.0/8"] }, operators],
  });
  const inside = new TierSecurityGroup("sso-apache", {
    vpcId: network.vpcId,
    description: "Apache in front of the products",
    openings: [{ from: "haproxy", port: 443, groupId: outside.groupId }, operators],
  });

  const access = new SshAccess("sso");
  const authority = new CertificateAuthority("sso", { commonName: "sso private root" });
  const machine = { imageId, instanceType: "t3.small" };
  const inZone = (index: number) => network.privateSubnetIds[index % network.privateSubnetIds.length] ?? "";
  const identity = (key: string, index: number) =>
    new MachineIdentity(`sso-${key}`, {
      key,
      subnetId: inZone(index),
      securityGroupIds: [inside.groupId],
      access,
    });
  const apaches = { apache1: identity("apache1", 0), apache2: identity("apache2", 1) };

  const tier = new HaproxyTier("sso", {
    instances: { haproxy1: { subnetId: inZone(0) }, haproxy2: { subnetId: inZone(1) } },
    backend: {
      name: "front",
      stickyCookie: "JSESSIONID",
      check: { scheme: "https", path: apacheReadinessPath, host, intervalSec: 2, fall: 3, rise: 2 },
    },
    servers: apaches,
    serverPort: 443,
    serviceName: host,
    host,
    authority,
    access,
    securityGroupIds: [outside.groupId],
    machine,
  });

  // The products' nodes have certificates of this root, with the site's host in them.
  const last = await lastDeployment();
  const front = new RollingGroup("front", {
    hosts: new Ec2Hosts({ nodes: apaches, access, machine }),
    workload: new ApacheWorkload({
      host,
      authority,
      products: {
        apim: {
          nodes: { apim1: "10.42.96.21", apim2: "10.42.112.21" },
          mappings: apiManagerMappings,
          check: { path: "/services/Version" },
        },
        is: {
          nodes: { is1: "10.42.96.31", is2: "10.42.112.31" },
          mappings: identityServerMappings,
          check: { path: "/carbon/admin/login.jsp" },
        },
      },
    }),
    balancers: tier,
    ...last,
  });
  return { ...groupOutputs(front, last) };
};
