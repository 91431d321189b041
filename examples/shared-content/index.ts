import * as pulumi from "@pulumi/pulumi";
import {
  Backup,
  CertificateAuthority,
  ContentSync,
  LeafCertificate,
  MachineIdentity,
  Network,
  planIdentityServer,
  SharedFileSystem,
  SshAccess,
  type StorePasswords,
  TierSecurityGroup,
  Wso2Workload,
} from "pulumi-wso2";

const config = new pulumi.Config();
const product = planIdentityServer("7.1.0", { hostname: "login.example.com", apart: true });
const network = new Network("login", { zoneCount: 2, natGateways: "single" });
const access = new SshAccess("login");
const authority = new CertificateAuthority("login", { commonName: "login private root" });
const group = new TierSecurityGroup("login-nodes", {
  vpcId: network.vpcId,
  description: "Identity Servers",
  openings: [{ from: "operators", port: 22, cidrs: ["10.42.0.0/16"] }],
});
const node = (key: string, index: number) =>
  new MachineIdentity(`login-${key}`, {
    key,
    subnetId: network.privateSubnetIds[index % network.privateSubnetIds.length] ?? "",
    securityGroupIds: [group.groupId],
    access,
  });
const nodes = { is1: node("is1", 0), is2: node("is2", 1) };

// Encrypted, by TLS alone, a mount target in each zone.
const fileSystem = new SharedFileSystem("login-content", {
  vpcId: network.vpcId,
  subnetIds: network.privateSubnetIds,
  allowFrom: { nodes: group.groupId },
  automaticBackup: false,
});

// A user store that is added on either node is on the other one.
const contentSync = new ContentSync("login-content-sync", {
  product,
  nodes: { is1: nodes.is1.address, is2: nodes.is2.address },
  share: fileSystem.share,
});

/** Each night, with a copy in another region. */
export const { vaultName } = new Backup("login", {
  resources: { content: fileSystem.arn },
  keepDays: 35,
  copyToRegion: "eu-west-1",
});

const serviceName = "identity.internal";
/** For a `RollingGroup`, as in the other examples. */
const workload = new Wso2Workload({
  product,
  authority,
  serviceName,
  contentSync,
  sha256: "unverified",
  sharedCertificate: new LeafCertificate("login-shared", {
    authority,
    dnsNames: [`shared.${serviceName}`],
    validityDays: 3650,
  }),
  passwords: config.requireSecretObject<StorePasswords>("passwords"),
});
export const version = workload.version;
