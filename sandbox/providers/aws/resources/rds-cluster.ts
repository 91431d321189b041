import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { rdsTagging } from "./rds-tagging";

interface ClusterInputs {
  clusterIdentifier: string;
  engine: string;
  engineVersion?: string;
  databaseName?: string;
  masterUsername: string;
  masterPassword: string;
  port?: number;
  storageEncrypted?: boolean;
  kmsKeyId?: string;
  dbSubnetGroupName?: string;
  vpcSecurityGroupIds?: string[];
  dbClusterParameterGroupName?: string;
  backupRetentionPeriod?: number;
  preferredBackupWindow?: string;
  preferredMaintenanceWindow?: string;
  deletionProtection?: boolean;
  copyTagsToSnapshot?: boolean;
  enabledCloudwatchLogsExports?: string[];
  serverlessv2ScalingConfiguration?: { minCapacity: number; maxCapacity: number };
  skipFinalSnapshot?: boolean;
  finalSnapshotIdentifier?: string;
  applyImmediately?: boolean;
  tagsAll?: Record<string, string>;
}

/** What can be changed while it runs, as both calls of AWS name it. */
function changeable(inputs: Partial<ClusterInputs>) {
  const { serverlessv2ScalingConfiguration: scaling } = inputs;
  return {
    BackupRetentionPeriod: inputs.backupRetentionPeriod,
    CopyTagsToSnapshot: inputs.copyTagsToSnapshot,
    DBClusterParameterGroupName: inputs.dbClusterParameterGroupName,
    DeletionProtection: inputs.deletionProtection,
    EngineVersion: inputs.engineVersion,
    MasterUserPassword: inputs.masterPassword,
    Port: inputs.port,
    PreferredBackupWindow: inputs.preferredBackupWindow,
    PreferredMaintenanceWindow: inputs.preferredMaintenanceWindow,
    ServerlessV2ScalingConfiguration: scaling && {
      MinCapacity: scaling.minCapacity,
      MaxCapacity: scaling.maxCapacity,
    },
    VpcSecurityGroupIds: inputs.vpcSecurityGroupIds,
  };
}

export const rdsCluster = defineResource<ClusterInputs>({
  token: "aws:rds/cluster:Cluster",
  label: "RDS Cluster",
  inputs: {
    clusterIdentifier: { kind: "string", computed: true, equates: "case", replaces: true },
    engine: { kind: "string", required: true, replaces: true },
    engineVersion: { kind: "string", computed: true },
    databaseName: { kind: "string", computed: true, replaces: true },
    masterUsername: { kind: "string", computed: true, replaces: true },
    masterPassword: { kind: "string", unread: true },
    port: { kind: "number", computed: true, replaces: true },
    storageEncrypted: { kind: "boolean", computed: true, replaces: true },
    kmsKeyId: { kind: "string", computed: true, replaces: true },
    dbSubnetGroupName: { kind: "string", computed: true, replaces: true },
    vpcSecurityGroupIds: { kind: "strings", computed: true, set: true },
    dbClusterParameterGroupName: { kind: "string", computed: true },
    backupRetentionPeriod: { kind: "number", default: 1 },
    preferredBackupWindow: { kind: "string", computed: true },
    preferredMaintenanceWindow: { kind: "string", computed: true, equates: "case" },
    deletionProtection: { kind: "boolean", default: false },
    copyTagsToSnapshot: { kind: "boolean", default: false },
    enabledCloudwatchLogsExports: { kind: "strings", set: true, unread: true },
    serverlessv2ScalingConfiguration: {
      kind: "object",
      unread: true,
      fields: {
        minCapacity: { kind: "number", required: true },
        maxCapacity: { kind: "number", required: true },
      },
    },
    skipFinalSnapshot: { kind: "boolean", default: false, unread: true },
    finalSnapshotIdentifier: { kind: "string", unread: true },
    applyImmediately: { kind: "boolean", default: false, unread: true },
    ...tagProperties,
  },
  outputs: ["arn", "endpoint", "readerEndpoint"],
  stables: ["arn", "clusterIdentifier", "endpoint", "readerEndpoint"],
  autoName: { input: "clusterIdentifier", maxLength: 63 },
  tagging: rdsTagging,

  async create(inputs, { aws }) {
    const made = await aws.rds.createDBCluster({
      ...changeable(inputs),
      DatabaseName: inputs.databaseName,
      DBClusterIdentifier: inputs.clusterIdentifier,
      DBSubnetGroupName: inputs.dbSubnetGroupName,
      EnableCloudwatchLogsExports: inputs.enabledCloudwatchLogsExports,
      Engine: inputs.engine,
      KmsKeyId: inputs.kmsKeyId,
      MasterUsername: inputs.masterUsername,
      StorageEncrypted: inputs.storageEncrypted,
      Tags: toAwsTags(inputs.tagsAll),
    });
    return made.DBCluster?.DBClusterIdentifier ?? inputs.clusterIdentifier;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.rds.describeDBClusters({ DBClusterIdentifier: id }));
    const live = found?.DBClusters?.[0];
    if (!live) return undefined;
    return {
      arn: live.DBClusterArn,
      backupRetentionPeriod: live.BackupRetentionPeriod,
      clusterIdentifier: live.DBClusterIdentifier,
      copyTagsToSnapshot: live.CopyTagsToSnapshot,
      databaseName: live.DatabaseName,
      dbClusterParameterGroupName: live.DBClusterParameterGroup,
      dbSubnetGroupName: live.DBSubnetGroup,
      deletionProtection: live.DeletionProtection,
      endpoint: live.Endpoint,
      engine: live.Engine,
      engineVersion: live.EngineVersion,
      kmsKeyId: live.KmsKeyId,
      masterUsername: live.MasterUsername,
      port: live.Port,
      preferredBackupWindow: live.PreferredBackupWindow,
      preferredMaintenanceWindow: live.PreferredMaintenanceWindow,
      readerEndpoint: live.ReaderEndpoint,
      storageEncrypted: live.StorageEncrypted,
      tags: fromAwsTags(live.TagList),
      vpcSecurityGroupIds: live.VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
    };
  },

  async update({ id, inputs, changed }, { aws }) {
    const only = Object.fromEntries(Object.entries(inputs).filter(([name]) => changed(name as never)));
    await aws.rds.modifyDBCluster({
      ...changeable(only),
      DBClusterIdentifier: id,
      ApplyImmediately: inputs.applyImmediately,
    });
  },

  async delete(id, { skipFinalSnapshot, finalSnapshotIdentifier }, { aws }) {
    await unlessGone(
      aws.rds.deleteDBCluster({
        DBClusterIdentifier: id,
        SkipFinalSnapshot: skipFinalSnapshot === true,
        FinalDBSnapshotIdentifier: skipFinalSnapshot ? undefined : String(finalSnapshotIdentifier),
      }),
    );
  },
});
