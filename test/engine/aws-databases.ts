import type { Values } from "../../sandbox/providers/aws/property-spec";
import type { AwsDriver } from "./aws-driver";

/** One of each type of a database's: an instance with all that is around it, and a cluster with one machine. */
export async function makeDatabases(aws: AwsDriver, subnetIds: string[], groupId: string) {
  const make = (token: string, name: string, given: Values) => aws.make(`aws:${token}`, name, given);
  const subnets = await make("rds/subnetGroup:SubnetGroup", "db", { subnetIds });
  const parameters = [{ name: "rds.force_ssl", value: "1", applyMethod: "immediate" }];
  const group = await make("rds/parameterGroup:ParameterGroup", "db", { family: "postgres16", parameters });
  const options = await make("rds/optionGroup:OptionGroup", "oracle", {
    engineName: "oracle-se2",
    majorEngineVersion: "19",
    options: [{ optionName: "SSL", port: 2484, vpcSecurityGroupMemberships: [groupId] }],
  });
  const machine = {
    ...{ engineVersion: "16", dbSubnetGroupName: subnets.id, vpcSecurityGroupIds: [groupId] },
    ...{ storageEncrypted: true, backupRetentionPeriod: 14, deletionProtection: false },
    ...{ finalSnapshotIdentifier: "db-final", copyTagsToSnapshot: true, tags: { Name: "db" } },
  };
  const instanceInputs = {
    ...machine,
    ...{ identifier: "db", engine: "postgres", instanceClass: "db.m6g.large", multiAz: true },
    ...{ dbName: "wso2", username: "wso2", password: "Wd1secret", port: 5432 },
    ...{ allocatedStorage: 50, maxAllocatedStorage: 500, storageType: "gp3", parameterGroupName: group.id },
  };
  const instance = await make("rds/instance:Instance", "db", instanceInputs);
  const clusterGroup = await make("rds/clusterParameterGroup:ClusterParameterGroup", "aurora", {
    family: "aurora-postgresql16",
    parameters,
  });
  const cluster = await make("rds/cluster:Cluster", "aurora", {
    ...machine,
    ...{ clusterIdentifier: "aurora", engine: "aurora-postgresql", databaseName: "wso2", port: 5432 },
    ...{ masterUsername: "wso2", masterPassword: "Wd1secret", dbClusterParameterGroupName: clusterGroup.id },
    finalSnapshotIdentifier: "aurora-final",
  });
  await make("rds/clusterInstance:ClusterInstance", "aurora-1", {
    ...{ identifier: "aurora-1", clusterIdentifier: cluster.id, engine: "aurora-postgresql" },
    instanceClass: "db.r6g.large",
  });
  const topic = "arn:aws:sns:us-east-1:123456789012:operators";
  await make("rds/eventSubscription:EventSubscription", "db", {
    ...{
      snsTopic: topic,
      sourceType: "db-instance",
      sourceIds: [instance.id],
      eventCategories: ["failover"],
    },
  });
  const secret = await make("secretsmanager/secret:Secret", "db", { description: "postgres of db" });
  await make("secretsmanager/secretVersion:SecretVersion", "db", {
    ...{ secretId: secret.id, secretString: '{"password":"Wd1secret"}' },
  });
  const alarm = await make("cloudwatch/metricAlarm:MetricAlarm", "db-cpu", {
    ...{ namespace: "AWS/RDS", metricName: "CPUUtilization", statistic: "Average", threshold: 85 },
    ...{ dimensions: { DBInstanceIdentifier: instance.id }, comparisonOperator: "GreaterThanThreshold" },
    ...{ period: 300, evaluationPeriods: 3, alarmActions: [topic] },
  });
  await make("cloudwatch/logGroup:LogGroup", "machines", { name: "/machines", retentionInDays: 90 });
  return { instance, instanceInputs, group, options, alarm };
}
