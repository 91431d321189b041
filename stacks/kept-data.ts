import type * as pulumi from "@pulumi/pulumi";
import { Backup, type Database, type Network, SharedFileSystem, type TierSecurityGroup } from "../components";
import type { ApiManagerSettings } from "./api-manager-settings";
import { planContentSetting, usesEfs } from "./content-settings";
import { createDatabase, describeDatabase, platformDatabases } from "./database";
import { namesOf, type OfEach, ofPart, partsOf } from "./platform-parts";

type Settings = Pick<
  ApiManagerSettings,
  "backup" | "contentSync" | "database" | "deployment" | "identityContentSync"
>;

/** What a platform of both products keeps, beside its nodes. */
export interface KeptData {
  readonly databases: ReturnType<typeof platformDatabases>;
  /** How each product's nodes have folders in common. */
  readonly content: Partial<OfEach<ReturnType<typeof planContentSetting>>>;
  /** What the nodes need before they start. */
  readonly resources: pulumi.Resource[];
  /** What an operator wants to know of it. */
  readonly outputs: Record<string, unknown>;
}

/** The database, the file system and the backups that are configured. @param groups The nodes' security groups. */
export function createKeptData(
  name: string,
  settings: Settings,
  network: Network,
  groups: OfEach<TierSecurityGroup>,
): KeptData {
  const { contentSync, identityContentSync } = settings;
  const database = createDatabase(settings, network, byPrefix(settings, groups));
  const fileSystem = createFileSystem(name, settings, network, groups);
  const backup = createBackup(name, settings, { database, fileSystem });
  const share = fileSystem?.share;
  return {
    databases: platformDatabases(database),
    content: {
      ...(identityContentSync && { identity: planContentSetting(identityContentSync, share) }),
      ...(contentSync && { apiManager: planContentSetting(contentSync, share) }),
    },
    resources: [database, fileSystem].filter((each) => each !== undefined),
    outputs: {
      ...describeDatabase(database),
      ...(fileSystem && { fileSystem: { id: fileSystem.id } }),
      ...(backup && { backup: { vaultName: backup.vaultName, roleArn: backup.roleArn } }),
    },
  };
}

/** Security groups by what their nodes' keys begin with: `is`, `apim`. */
function byPrefix(settings: Settings, groups: OfEach<TierSecurityGroup>): Record<string, TierSecurityGroup> {
  return Object.fromEntries(
    partsOf(settings).map((part) => [namesOf(settings, part).prefix, ofPart(groups, part)]),
  );
}

/** The file system that nodes have in common; none where none is configured. */
function createFileSystem(
  name: string,
  settings: Settings,
  network: Network,
  { identity, apiManager }: OfEach<TierSecurityGroup>,
): SharedFileSystem | undefined {
  if (!usesEfs(settings)) return undefined;
  const { contentSync, identityContentSync, backup } = settings;
  return new SharedFileSystem(`${name}-content`, {
    ...{ vpcId: network.vpcId, subnetIds: network.privateSubnetIds },
    allowFrom: {
      ...(identityContentSync?.by === "efs" ? { is: identity.groupId } : {}),
      ...(contentSync?.by === "efs" ? { [namesOf(settings, "apiManager").prefix]: apiManager.groupId } : {}),
    },
    automaticBackup: backup === undefined,
  });
}

/** Backups of what the stack keeps; none where none are configured. */
function createBackup(
  name: string,
  { backup }: Settings,
  kept: { readonly database: Database | undefined; readonly fileSystem: SharedFileSystem | undefined },
): Backup | undefined {
  if (!backup) return undefined;
  const { database, fileSystem } = kept;
  return new Backup(name, {
    ...backup,
    resources: {
      ...(fileSystem ? { content: fileSystem.arn } : {}),
      ...(database ? { database: database.arn } : {}),
    },
  });
}
