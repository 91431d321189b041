import * as pulumi from "@pulumi/pulumi";
import { Database, type DatabaseEngine, type Network, type TierSecurityGroup } from "../components";
import { type DatabaseSetting, nameDatabase } from "./database-settings";

/** The database of a stack, which its nodes alone reach; none where none is configured. */
export function createDatabase(
  { database }: DatabaseSetting,
  network: Network,
  nodes: TierSecurityGroup,
): Database | undefined {
  if (!database) return undefined;
  return new Database(nameDatabase(pulumi.getStack()), {
    ...database,
    engine: database.engine as DatabaseEngine,
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    allowFrom: { nodes: nodes.groupId },
  });
}

/** What a workload gets of it. */
export function nodeDatabases(database: Database | undefined) {
  return database ? { databases: { shared_db: database.login } } : {};
}

/** What an operator wants to know of it. */
export function describeDatabase(database: Database | undefined): Record<string, unknown> {
  return database ? { database: { host: database.host, secretArn: database.secretArn } } : {};
}
