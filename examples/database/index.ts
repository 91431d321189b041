import * as pulumi from "@pulumi/pulumi";
import { Database, Network, TierSecurityGroup } from "pulumi-wso2";

const network = new Network("wso2", { zoneCount: 2, natGateways: "single" });
const nodes = new TierSecurityGroup("wso2-nodes", {
  vpcId: network.vpcId,
  description: "WSO2's servers",
});

// SQL Server in two zones, by Always On. Encrypted, backed up, and nobody deletes it by mistake.
const database = new Database("wso2", {
  engine: "sqlserver-se",
  vpcId: network.vpcId,
  subnetIds: network.privateSubnetIds,
  allowFrom: { nodes: nodes.groupId },
  caPem: new pulumi.Config().require("caPem"),
});

// For the servers: `databases: { shared_db: database.login }` of a `Wso2Workload`.
export const host = database.host;
export const secretArn = database.secretArn;
