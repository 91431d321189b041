import * as pulumi from "@pulumi/pulumi";
import { Database, type DatabaseEngine, type Network, type TierSecurityGroup } from "../components";
import { planPlatformDatabases } from "./api-manager-databases";
import { type DatabaseSetting, nameDatabase } from "./database-settings";

/**
 * The database of a stack, which its nodes alone reach; none where none is configured.
 *
 * @param nodes Their security groups, by a stable name.
 */
export function createDatabase(
  { database }: DatabaseSetting,
  network: Network,
  nodes: Readonly<Record<string, TierSecurityGroup>>,
): Database | undefined {
  if (!database) return undefined;
  return new Database(nameDatabase(pulumi.getStack()), {
    ...database,
    engine: database.engine as DatabaseEngine,
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    allowFrom: Object.fromEntries(Object.entries(nodes).map(([key, { groupId }]) => [key, groupId])),
  });
}

/** What a workload gets of it. */
export function nodeDatabases(database: Database | undefined) {
  return database ? { databases: { shared_db: database.login } } : {};
}

/** What each product of a platform gets of it. */
export function platformDatabases(database: Database | undefined) {
  if (!database) return undefined;
  const names = planPlatformDatabases(database.databaseName);
  const logins = (of: Readonly<Record<string, string>>) => ({
    databases: Object.fromEntries(Object.entries(of).map(([key, name]) => [key, database.loginTo(name)])),
  });
  return { identity: logins(names.identity), apiManager: logins(names.apiManager) };
}

/** What an operator wants to know of it. */
export function describeDatabase(database: Database | undefined): Record<string, unknown> {
  return database ? { database: { host: database.host, secretArn: database.secretArn } } : {};
}
