import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { waitFor } from "../wait";
import { rdsTagging } from "./rds-tagging";

interface InstanceInputs {
  identifier: string;
  engine: string;
  engineVersion?: string;
  instanceClass: string;
  licenseModel?: string;
  multiAz?: boolean;
  dbName?: string;
  username: string;
  password: string;
  port?: number;
  allocatedStorage: number;
  maxAllocatedStorage?: number;
  storageType?: string;
  storageEncrypted?: boolean;
  kmsKeyId?: string;
  dbSubnetGroupName?: string;
  vpcSecurityGroupIds?: string[];
  parameterGroupName?: string;
  optionGroupName?: string;
  backupRetentionPeriod?: number;
  backupWindow?: string;
  maintenanceWindow?: string;
  autoMinorVersionUpgrade?: boolean;
  publiclyAccessible?: boolean;
  deletionProtection?: boolean;
  copyTagsToSnapshot?: boolean;
  enabledCloudwatchLogsExports?: string[];
  skipFinalSnapshot?: boolean;
  finalSnapshotIdentifier?: string;
  applyImmediately?: boolean;
  tagsAll?: Record<string, string>;
}

/** As the provider of AWS has it. */
const availableLimitSec = 40 * 60;

/** What can be changed while it runs, as both calls of AWS name it. */
function changeable(inputs: Partial<InstanceInputs>) {
  return {
    AllocatedStorage: inputs.allocatedStorage,
    AutoMinorVersionUpgrade: inputs.autoMinorVersionUpgrade,
    BackupRetentionPeriod: inputs.backupRetentionPeriod,
    CopyTagsToSnapshot: inputs.copyTagsToSnapshot,
    DBInstanceClass: inputs.instanceClass,
    DBParameterGroupName: inputs.parameterGroupName,
    DeletionProtection: inputs.deletionProtection,
    EngineVersion: inputs.engineVersion,
    LicenseModel: inputs.licenseModel,
    MasterUserPassword: inputs.password,
    MaxAllocatedStorage: inputs.maxAllocatedStorage,
    MultiAZ: inputs.multiAz,
    OptionGroupName: inputs.optionGroupName,
    PreferredBackupWindow: inputs.backupWindow,
    PreferredMaintenanceWindow: inputs.maintenanceWindow,
    PubliclyAccessible: inputs.publiclyAccessible,
    StorageType: inputs.storageType,
    VpcSecurityGroupIds: inputs.vpcSecurityGroupIds,
  };
}

export const rdsInstance = defineResource<InstanceInputs>({
  token: "aws:rds/instance:Instance",
  label: "RDS DB Instance",
  inputs: {
    identifier: { kind: "string", computed: true, equates: "case", replaces: true },
    engine: { kind: "string", required: true, replaces: true },
    engineVersion: { kind: "string", computed: true },
    instanceClass: { kind: "string", required: true },
    licenseModel: { kind: "string", computed: true },
    multiAz: { kind: "boolean", computed: true },
    dbName: { kind: "string", computed: true, replaces: true },
    username: { kind: "string", required: true, replaces: true },
    password: { kind: "string", required: true, unread: true },
    port: { kind: "number", computed: true },
    allocatedStorage: { kind: "number", required: true },
    maxAllocatedStorage: { kind: "number" },
    storageType: { kind: "string", computed: true },
    storageEncrypted: { kind: "boolean", replaces: true, default: false },
    kmsKeyId: { kind: "string", computed: true, replaces: true },
    dbSubnetGroupName: { kind: "string", computed: true, replaces: true },
    vpcSecurityGroupIds: { kind: "strings", computed: true, set: true },
    parameterGroupName: { kind: "string", computed: true },
    optionGroupName: { kind: "string", computed: true },
    backupRetentionPeriod: { kind: "number", computed: true },
    backupWindow: { kind: "string", computed: true },
    maintenanceWindow: { kind: "string", computed: true, equates: "case" },
    autoMinorVersionUpgrade: { kind: "boolean", default: true },
    publiclyAccessible: { kind: "boolean", default: false },
    deletionProtection: { kind: "boolean", default: false },
    copyTagsToSnapshot: { kind: "boolean", default: false },
    enabledCloudwatchLogsExports: { kind: "strings", set: true, unread: true },
    skipFinalSnapshot: { kind: "boolean", default: false, unread: true },
    finalSnapshotIdentifier: { kind: "string", unread: true },
    applyImmediately: { kind: "boolean", default: false, unread: true },
    ...tagProperties,
  },
  outputs: ["address", "arn", "endpoint", "status"],
  stables: ["address", "arn", "endpoint", "identifier"],
  autoName: { input: "identifier", maxLength: 63 },
  tagging: rdsTagging,

  check: ({ skipFinalSnapshot, finalSnapshotIdentifier }) =>
    skipFinalSnapshot || finalSnapshotIdentifier
      ? []
      : [{ property: "finalSnapshotIdentifier", reason: "is needed when skipFinalSnapshot is false" }],

  async create(inputs, context) {
    const { aws } = context;
    const made = await aws.rds.createDBInstance({
      ...changeable(inputs),
      DBInstanceClass: inputs.instanceClass,
      DBInstanceIdentifier: inputs.identifier,
      DBName: inputs.dbName,
      DBSubnetGroupName: inputs.dbSubnetGroupName,
      EnableCloudwatchLogsExports: inputs.enabledCloudwatchLogsExports,
      Engine: inputs.engine,
      KmsKeyId: inputs.kmsKeyId,
      MasterUsername: inputs.username,
      Port: inputs.port,
      StorageEncrypted: inputs.storageEncrypted,
      Tags: toAwsTags(inputs.tagsAll),
    });
    const id = made.DBInstance?.DBInstanceIdentifier ?? inputs.identifier;
    await waitFor(`RDS DB Instance ${id} to be available`, availableLimitSec, context, async () => {
      const { DBInstances } = await aws.rds.describeDBInstances({ DBInstanceIdentifier: id });
      return DBInstances?.[0]?.DBInstanceStatus === "available" || undefined;
    });
    return id;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.rds.describeDBInstances({ DBInstanceIdentifier: id }));
    const live = found?.DBInstances?.[0];
    if (!live) return undefined;
    const { Address, Port } = live.Endpoint ?? {};
    return {
      address: Address,
      allocatedStorage: live.AllocatedStorage,
      arn: live.DBInstanceArn,
      autoMinorVersionUpgrade: live.AutoMinorVersionUpgrade,
      backupRetentionPeriod: live.BackupRetentionPeriod,
      backupWindow: live.PreferredBackupWindow,
      copyTagsToSnapshot: live.CopyTagsToSnapshot,
      dbName: live.DBName,
      dbSubnetGroupName: live.DBSubnetGroup?.DBSubnetGroupName,
      deletionProtection: live.DeletionProtection,
      endpoint: `${Address}:${Port}`,
      engine: live.Engine,
      engineVersion: live.EngineVersion,
      identifier: live.DBInstanceIdentifier,
      instanceClass: live.DBInstanceClass,
      kmsKeyId: live.KmsKeyId,
      licenseModel: live.LicenseModel,
      maintenanceWindow: live.PreferredMaintenanceWindow,
      maxAllocatedStorage: live.MaxAllocatedStorage,
      multiAz: live.MultiAZ,
      optionGroupName: live.OptionGroupMemberships?.[0]?.OptionGroupName,
      parameterGroupName: live.DBParameterGroups?.[0]?.DBParameterGroupName,
      port: Port,
      publiclyAccessible: live.PubliclyAccessible,
      status: live.DBInstanceStatus,
      storageEncrypted: live.StorageEncrypted,
      storageType: live.StorageType,
      tags: fromAwsTags(live.TagList),
      username: live.MasterUsername,
      vpcSecurityGroupIds: live.VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
    };
  },

  async update({ id, inputs, changed }, { aws }) {
    const only = Object.fromEntries(Object.entries(inputs).filter(([name]) => changed(name as never)));
    await aws.rds.modifyDBInstance({
      ...changeable(only),
      DBInstanceIdentifier: id,
      ApplyImmediately: inputs.applyImmediately,
    });
  },

  async delete(id, { skipFinalSnapshot, finalSnapshotIdentifier }, { aws }) {
    await unlessGone(
      aws.rds.deleteDBInstance({
        DBInstanceIdentifier: id,
        SkipFinalSnapshot: skipFinalSnapshot === true,
        FinalDBSnapshotIdentifier: skipFinalSnapshot ? undefined : String(finalSnapshotIdentifier),
      }),
    );
  },
});
