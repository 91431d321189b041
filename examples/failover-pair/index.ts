import * as pulumi from "@pulumi/pulumi";
import {
  CertificateAuthority,
  corosyncPort,
  FailoverPair,
  HaproxyTier,
  haproxyPorts,
  MachineIdentity,
  Network,
  SshAccess,
  TierSecurityGroup,
} from "pulumi-wso2";

const config = new pulumi.Config();
const imageId = config.require("imageId");
const network = new Network("shop", { zoneCount: 2, natGateways: "single" });
const subnetId = network.privateSubnetIds[0] ?? "";
const operators = { from: "operators", port: 22, cidrs: ["10.42.0.0/16"] };
const front = new TierSecurityGroup("shop-haproxy", {
  vpcId: network.vpcId,
  description: "the failover pair",
  openings: [{ from: "clients", port: haproxyPorts.https, cidrs: ["10.0.0.0/8"] }, operators],
  // Corosync, between the two.
  amongThemselvesUdp: [corosyncPort],
});
const back = new TierSecurityGroup("shop-app", {
  vpcId: network.vpcId,
  description: "the shop",
  openings: [{ from: "haproxy", port: 8443, groupId: front.groupId }, operators],
});

const access = new SshAccess("shop");
const authority = new CertificateAuthority("shop", { commonName: "shop private root" });
const identity = (key: string) =>
  new MachineIdentity(`shop-${key}`, { key, subnetId, securityGroupIds: [back.groupId], access });

// Clients connect to this address. It is on one of the two machines, and moves when that one is changed or ends.
// The subnet keeps it for the pair.
const pair = new FailoverPair("shop", {
  address: { kind: "secondary", ip: config.require("address"), subnetId },
});

new HaproxyTier("shop", {
  instances: { haproxy1: { subnetId }, haproxy2: { subnetId } },
  backend: {
    name: "PRD_shop",
    stickyCookie: "SHOPSESSION",
    check: { scheme: "https", path: "/health", host: "shop.internal", intervalSec: 2, fall: 3, rise: 2 },
  },
  servers: { app1: identity("app1"), app2: identity("app2") },
  serverPort: 8443,
  serviceName: "shop.internal",
  host: "shop.example.com",
  authority,
  access,
  securityGroupIds: [front.groupId],
  machine: { imageId, instanceType: "t3.small" },
  edges: [pair],
});

export const address = pair.address;
export const rootCertificate = authority.certificatePem;
