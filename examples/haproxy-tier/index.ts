import * as pulumi from "@pulumi/pulumi";
import {
  CertificateAuthority,
  CloudWatchLogs,
  HaproxyTier,
  haproxyPorts,
  Machine,
  MachineIdentity,
  Network,
  SshAccess,
  TierSecurityGroup,
} from "pulumi-wso2";

const config = new pulumi.Config();
const imageId = config.require("imageId");
const network = new Network("shop", { zoneCount: 2, natGateways: "single" });
const operators = { from: "operators", port: 22, cidrs: ["10.42.0.0/16"] };
const front = new TierSecurityGroup("shop-haproxy", {
  vpcId: network.vpcId,
  description: "HAProxy in front of the shop",
  openings: [{ from: "clients", port: haproxyPorts.https, cidrs: ["10.0.0.0/8"] }, operators],
});
const back = new TierSecurityGroup("shop-app", {
  vpcId: network.vpcId,
  description: "the shop",
  openings: [{ from: "haproxy", port: 8443, groupId: front.groupId }, operators],
});

const access = new SshAccess("shop");
const authority = new CertificateAuthority("shop", { commonName: "shop private root" });
const inZone = (index: number) => network.privateSubnetIds[index % network.privateSubnetIds.length] ?? "";
const identity = (key: string, index: number) =>
  new MachineIdentity(`shop-${key}`, {
    key,
    subnetId: inZone(index),
    securityGroupIds: [back.groupId],
    access,
  });
const servers = { app1: identity("app1", 0), app2: identity("app2", 1) };

// The application's own instances. They keep their addresses, whatever becomes of an instance.
for (const [key, each] of Object.entries(servers)) {
  new Machine(`shop-${key}`, {
    identity: each,
    access,
    imageId,
    instanceType: "t3.small",
    packages: [{ command: "nginx", name: "nginx" }],
  });
}

// Each request that HAProxy has seen, in a log group of CloudWatch for 30 days.
const cloudWatch = new CloudWatchLogs("shop", {
  retentionDays: 30,
  agent: { source: config.require("agentSource"), sha256: config.require("agentSha256") },
});
const tier = new HaproxyTier("shop", {
  instances: { haproxy1: { subnetId: inZone(0) }, haproxy2: { subnetId: inZone(1) } },
  backend: {
    name: "PRD_shop",
    stickyCookie: "SHOPSESSION",
    check: { scheme: "https", path: "/health", host: "shop.internal", intervalSec: 2, fall: 3, rise: 2 },
  },
  servers,
  serverPort: 8443,
  serviceName: "shop.internal",
  host: "shop.example.com",
  authority,
  access,
  securityGroupIds: [front.groupId],
  machine: { imageId, instanceType: "t3.micro", logs: { cloudWatch } },
});

export const haproxies = Object.values(tier.identities).map(({ address }) => address);
export const rootCertificate = authority.certificatePem;
