import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseArgs } from "./database-args";
import { engines } from "./engines";
import type { DatabasePlan } from "./plan-database";

/** What of a database a machine of RDS is made of. */
export interface MachineParts {
  readonly args: DatabaseArgs;
  readonly plan: DatabasePlan;
  readonly password: pulumi.Output<string>;
  readonly groupId: pulumi.Output<string>;
}

/** What others need to know of it. */
export interface DatabaseMachine {
  readonly host: pulumi.Output<string>;
  /** Of the instance, or of the cluster. */
  readonly arn: pulumi.Output<string>;
  /** For CloudWatch. */
  readonly dimension: { readonly name: string; readonly value: pulumi.Output<string> };
  /** As RDS's events name it. */
  readonly source: { readonly type: "db-instance" | "db-cluster"; readonly id: pulumi.Output<string> };
  /** @default it grows by itself */
  readonly storageGiB?: number;
}

/** One machine with a standby, or a cluster of Aurora. */
export function createMachine(name: string, parts: MachineParts, parent: pulumi.Resource): DatabaseMachine {
  const { args, plan } = parts;
  const { tags } = args;
  const subnets = new aws.rds.SubnetGroup(name, { subnetIds: args.subnetIds, tags }, { parent });
  const description = `what WSO2 needs of ${plan.engine}`;
  const groupArgs = { family: plan.family, description, parameters: [...plan.parameters], tags };
  if (engines[plan.engine].cluster) {
    const parameters = new aws.rds.ClusterParameterGroup(name, groupArgs, { parent });
    return createCluster(name, parts, { subnets: subnets.name, parameters: parameters.name }, parent);
  }
  const parameters = new aws.rds.ParameterGroup(name, groupArgs, { parent });
  const options = createOptions(name, parts, parent);
  return createInstance(
    name,
    parts,
    { subnets: subnets.name, parameters: parameters.name, options: options?.name },
    parent,
  );
}

/** Of Oracle alone: the way in by TLS. */
function createOptions(
  name: string,
  { args, plan, groupId }: MachineParts,
  parent: pulumi.Resource,
): aws.rds.OptionGroup | undefined {
  if (plan.options.length === 0) return undefined;
  return new aws.rds.OptionGroup(
    name,
    {
      engineName: plan.engine,
      majorEngineVersion: plan.version.split(".")[0] ?? plan.version,
      optionGroupDescription: `what WSO2 needs of ${plan.engine}`,
      options: plan.options.map(({ name: optionName, port, settings }) => ({
        optionName,
        port,
        vpcSecurityGroupMemberships: [groupId],
        optionSettings: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
      })),
      tags: args.tags,
    },
    { parent },
  );
}

/** What is the same of an instance and of a cluster. */
function commonArgs({ args, plan, password, groupId }: MachineParts, name: string) {
  const { deletionProtection = true, finalSnapshot = true, backupDays = 14 } = args;
  return {
    engine: plan.engine,
    engineVersion: plan.version,
    port: engines[plan.engine].type === "oracle" ? 1521 : plan.port,
    vpcSecurityGroupIds: [groupId],
    storageEncrypted: true,
    kmsKeyId: args.kmsKeyArn,
    backupRetentionPeriod: backupDays,
    deletionProtection,
    skipFinalSnapshot: !finalSnapshot,
    finalSnapshotIdentifier: finalSnapshot ? `${name}-final` : undefined,
    copyTagsToSnapshot: true,
    applyImmediately: args.applyImmediately ?? false,
    enabledCloudwatchLogsExports: [...plan.logs],
    tags: args.tags,
    password,
  };
}

/** Of its own name, so that no second one is made beside it; and Pulumi replaces or deletes none that is protected. */
function keeping({ args }: MachineParts, parent: pulumi.Resource): pulumi.CustomResourceOptions {
  return {
    parent,
    protect: args.deletionProtection ?? true,
    ignoreChanges: ["availabilityZone", "availabilityZones"],
  };
}

type Groups = Record<"subnets" | "parameters", pulumi.Output<string>>;

function createInstance(
  name: string,
  parts: MachineParts,
  groups: Groups & { readonly options: pulumi.Output<string> | undefined },
  parent: pulumi.Resource,
): DatabaseMachine {
  const { args, plan } = parts;
  const { storageGiB = 50 } = args;
  const instance = new aws.rds.Instance(
    name,
    {
      ...commonArgs(parts, name),
      identifier: name,
      instanceClass: plan.instanceClass,
      licenseModel: plan.licenseModel,
      multiAz: plan.multiAz,
      dbName: plan.madeDatabase,
      username: plan.username,
      allocatedStorage: storageGiB,
      maxAllocatedStorage: args.maxStorageGiB ?? Math.min(storageGiB * 10, 65_536),
      storageType: "gp3",
      dbSubnetGroupName: groups.subnets,
      parameterGroupName: groups.parameters,
      optionGroupName: groups.options,
      backupWindow: args.backupWindow,
      maintenanceWindow: args.maintenanceWindow,
      autoMinorVersionUpgrade: true,
      publiclyAccessible: false,
    },
    keeping(parts, parent),
  );
  return {
    host: instance.address,
    arn: instance.arn,
    dimension: { name: "DBInstanceIdentifier", value: instance.identifier },
    source: { type: "db-instance", id: instance.identifier },
    storageGiB,
  };
}

function createCluster(
  name: string,
  parts: MachineParts,
  groups: Groups,
  parent: pulumi.Resource,
): DatabaseMachine {
  const { args, plan } = parts;
  const { password, ...common } = commonArgs(parts, name);
  const cluster = new aws.rds.Cluster(
    name,
    {
      ...common,
      clusterIdentifier: name,
      masterUsername: plan.username,
      masterPassword: password,
      databaseName: plan.madeDatabase,
      dbSubnetGroupName: groups.subnets,
      dbClusterParameterGroupName: groups.parameters,
      preferredBackupWindow: args.backupWindow,
      preferredMaintenanceWindow: args.maintenanceWindow,
      ...(plan.instanceClass === "db.serverless"
        ? { serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 16 } }
        : {}),
    },
    keeping(parts, parent),
  );
  for (const key of plan.multiAz ? ["1", "2"] : ["1"]) {
    new aws.rds.ClusterInstance(
      `${name}-${key}`,
      {
        identifier: `${name}-${key}`,
        clusterIdentifier: cluster.id,
        engine: plan.engine as aws.types.enums.rds.EngineType,
        engineVersion: plan.version,
        instanceClass: plan.instanceClass,
        dbSubnetGroupName: groups.subnets,
        publiclyAccessible: false,
        applyImmediately: args.applyImmediately ?? false,
        tags: args.tags,
      },
      { parent },
    );
  }
  return {
    host: cluster.endpoint,
    arn: cluster.arn,
    dimension: { name: "DBClusterIdentifier", value: cluster.clusterIdentifier },
    source: { type: "db-cluster", id: cluster.clusterIdentifier },
  };
}
