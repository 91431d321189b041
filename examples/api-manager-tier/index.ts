import * as pulumi from "@pulumi/pulumi";
import {
  CertificateAuthority,
  HaproxyTier,
  haproxyOperatorPorts,
  haproxyPorts,
  MachineIdentity,
  Network,
  SshAccess,
  TierSecurityGroup,
} from "pulumi-wso2";

const config = new pulumi.Config();
const network = new Network("apim", { zoneCount: 2, natGateways: "single" });
const operators = ["10.42.0.0/16"];
const ssh = { from: "operators", port: 22, cidrs: operators };
const { stats, metrics, peers } = haproxyOperatorPorts;
const front = new TierSecurityGroup("apim-haproxy", {
  vpcId: network.vpcId,
  description: "HAProxy in front of the API Managers",
  openings: [
    { from: "clients", port: haproxyPorts.http, cidrs: ["10.0.0.0/8"] },
    { from: "clients", port: haproxyPorts.https, cidrs: ["10.0.0.0/8"] },
    { from: "operators", port: stats, cidrs: operators },
    { from: "prometheus", port: metrics, cidrs: operators },
    ssh,
  ],
  // The machines tell each other which session is on which node.
  amongThemselves: [peers],
});
const back = new TierSecurityGroup("apim-node", {
  vpcId: network.vpcId,
  description: "API Managers",
  openings: [...[9443, 8243].map((port) => ({ from: "haproxy", port, groupId: front.groupId })), ssh],
});

const access = new SshAccess("apim");
const authority = new CertificateAuthority("apim", { commonName: "apim private root" });
const inZone = (index: number) => network.privateSubnetIds[index % network.privateSubnetIds.length] ?? "";
const node = (key: string, index: number) =>
  new MachineIdentity(`apim-${key}`, {
    key,
    subnetId: inZone(index),
    securityGroupIds: [back.groupId],
    access,
  });

const hsts = { maxAgeSec: 31_536_000 };
// The page that answers once a server can serve; 9443 and 8243 each prove their own.
const check = { scheme: "https", path: "/services/Version", host: "apim.internal" } as const;
const pace = { intervalSec: 2, fall: 3, rise: 2 };

const tier = new HaproxyTier("apim", {
  instances: { haproxy1: { subnetId: inZone(0) }, haproxy2: { subnetId: inZone(1) } },
  servers: { node1: node("node1", 0), node2: node("node2", 1) },
  // The console and the portals: a client stays on the node that has its session.
  backend: {
    name: "console",
    stickiness: { mode: "table", cookie: "JSESSIONID" },
    // An API's import or export may take minutes before its first byte.
    timeouts: [{ paths: ["/api/am/publisher", "/api/am/admin"], timeoutSec: 900 }],
    check: { ...check, ...pace },
  },
  serverPort: 9443,
  // The gateway: no sessions. Its nodes leave it and the console as one.
  backends: {
    gateway: { port: 8243, trafficTimeoutSec: 120, check: { ...check, ...pace } },
  },
  frontends: {
    http: { port: haproxyPorts.http, tls: false, redirectToHttps: true },
    https: {
      port: haproxyPorts.https,
      hsts,
      limits: { requests: 2000, connections: 500 },
      routes: [
        { hosts: ["gw.apim.example.com"], backend: "gateway" },
        { hosts: ["apim.example.com"], backend: "console" },
      ],
      routesOnly: true,
    },
  },
  serviceName: "apim.internal",
  host: "apim.example.com",
  authority,
  access,
  securityGroupIds: [front.groupId],
  machine: { imageId: config.require("imageId"), instanceType: "t3.small" },
  statistics: { cidrs: operators, password: config.requireSecret("statsPassword") },
  metrics: { cidrs: operators },
});

export const haproxies = Object.values(tier.identities).map(({ address }) => address);
export const rootCertificate = authority.certificatePem;
