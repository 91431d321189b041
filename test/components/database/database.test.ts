import * as pulumi from "@pulumi/pulumi";
import { Database } from "../../../components";
import type { DatabaseArgs } from "../../../components/database/database-args";
import { Mocks, runWithMocks } from "../../support/mocks";
import { someRoot } from "../../support/some-root";

const caPem = someRoot;
const args: DatabaseArgs = {
  engine: "postgres",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  allowFrom: { nodes: "sg-nodes" },
  caPem,
};

async function made(change: Partial<DatabaseArgs> = {}) {
  const mocks = new Mocks();
  const database = await runWithMocks(mocks, () => ({ it: new Database("db", { ...args, ...change }) }));
  return { mocks, database: database.it };
}

const machine = "aws:rds/instance:Instance";
const secretKey = "4dabf18193072939515e22adb298388d";
const unwrap = (value: unknown) => {
  const wrapped = value as { [secretKey]?: string; value?: unknown };
  expect(wrapped[secretKey]).toBeDefined();
  return wrapped.value as string;
};

describe("Database", () => {
  it("registers a machine with all that is around it", async () => {
    expect((await made()).mocks.resources()).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm db-connections",
      "aws:cloudwatch/metricAlarm:MetricAlarm db-cpu",
      "aws:cloudwatch/metricAlarm:MetricAlarm db-storage",
      "aws:ec2/securityGroup:SecurityGroup db",
      "aws:rds/instance:Instance db",
      "aws:rds/parameterGroup:ParameterGroup db",
      "aws:rds/subnetGroup:SubnetGroup db",
      "aws:secretsmanager/secret:Secret db",
      "aws:secretsmanager/secretVersion:SecretVersion db",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule db-out",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule db-from-nodes-5432",
      "tls:index/privateKey:PrivateKey db-password",
    ]);
  });

  it("makes it safe where nothing else is said", async () => {
    const { mocks } = await made();
    const { password, ...inputs } = mocks.inputsOf(machine, "db");
    expect(unwrap(password)).toMatch(/^Wd1[A-Za-z0-9]{25}$/);
    expect(inputs).toEqual({
      ...{ identifier: "db", engine: "postgres", engineVersion: "16", instanceClass: "db.m6g.large" },
      ...{ multiAz: true, dbName: "wso2", username: "wso2", port: 5432 },
      ...{ allocatedStorage: 50, maxAllocatedStorage: 500, storageType: "gp3", storageEncrypted: true },
      ...{ backupRetentionPeriod: 14, deletionProtection: true, copyTagsToSnapshot: true },
      ...{ skipFinalSnapshot: false, finalSnapshotIdentifier: "db-final" },
      ...{ applyImmediately: false, autoMinorVersionUpgrade: true, publiclyAccessible: false },
      enabledCloudwatchLogsExports: ["postgresql"],
      vpcSecurityGroupIds: ["db-id"],
      ...{ dbSubnetGroupName: undefined, parameterGroupName: undefined },
    });
    expect(mocks.inputsOf("aws:rds/parameterGroup:ParameterGroup", "db")).toEqual({
      ...{ family: "postgres16", description: "what WSO2 needs of postgres" },
      parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "immediate" }],
    });
  });

  it("lets in the given groups at the engine's port, and nobody else", async () => {
    const { mocks } = await made({ engine: "oracle-se2", allowFrom: { nodes: "sg-1", jobs: "sg-2" } });
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const rules = mocks.registered.filter((each) => each.type === type).map(({ inputs }) => inputs);
    expect(
      rules.map(({ fromPort, toPort, referencedSecurityGroupId, cidrIpv4 }) => [
        ...[fromPort, toPort, referencedSecurityGroupId, cidrIpv4],
      ]),
    ).toEqual([
      [2484, 2484, "sg-1", undefined],
      [2484, 2484, "sg-2", undefined],
    ]);
    expect(mocks.inputsOf("aws:rds/optionGroup:OptionGroup", "db").options).toMatchObject([
      { optionName: "SSL", port: 2484, vpcSecurityGroupMemberships: ["db-id"] },
    ]);
  });

  it("makes SQL Server with a standby by Always On, of the edition that has it", async () => {
    const { mocks } = await made({ engine: "sqlserver-se" });
    expect(mocks.inputsOf(machine, "db")).toMatchObject({
      ...{ engine: "sqlserver-se", engineVersion: "16.00", licenseModel: "license-included", multiAz: true },
      instanceClass: "db.m6i.large",
    });
    expect(mocks.inputsOf(machine, "db").dbName).toBeUndefined();
  });

  it("makes Aurora as a cluster with two machines, or with one", async () => {
    const machines = ({ mocks }: { mocks: Mocks }) =>
      mocks.resources().filter((each) => /^aws:rds\/cluster/.test(each));
    const cluster = ["aws:rds/cluster:Cluster db"];
    const parameters = ["aws:rds/clusterParameterGroup:ClusterParameterGroup db"];
    const [one, two] = ["1", "2"].map((key) => `aws:rds/clusterInstance:ClusterInstance db-${key}`);
    expect(machines(await made({ engine: "aurora-mysql" }))).toEqual([...cluster, one, two, ...parameters]);
    expect(machines(await made({ engine: "aurora-mysql", multiAz: false }))).toEqual([
      ...[...cluster, one, ...parameters],
    ]);
  });

  it("keeps its password in Secrets Manager, and gives it out as a secret alone", async () => {
    const { mocks, database } = await made({ passwordGeneration: 2 });
    const { secretString } = mocks.inputsOf("aws:secretsmanager/secretVersion:SecretVersion", "db");
    const kept = JSON.parse(unwrap(secretString));
    expect(kept).toEqual({
      ...{ engine: "postgres", port: 5432, username: "wso2", dbname: "wso2" },
      ...{ host: "db.rds.example.com", password: unwrap(mocks.inputsOf(machine, "db").password) },
    });
    expect(kept.password).toMatch(/^Wd2/);
    expect(await pulumi.isSecret(database.password)).toBe(true);
    const plain = mocks.registered.filter(({ inputs }) =>
      JSON.stringify(inputs, (_key, value) => (value?.[secretKey] ? undefined : value)).includes(
        kept.password,
      ),
    );
    expect(plain).toEqual([]);
  });

  it("tells a topic of alarms and failovers, where there is one", async () => {
    const { mocks } = await made({ topicArn: "arn:aws:sns:us-east-1:1:operators" });
    expect(mocks.inputsOf("aws:rds/eventSubscription:EventSubscription", "db")).toMatchObject({
      sourceType: "db-instance",
      eventCategories: ["availability", "failover", "failure", "low storage", "maintenance"],
    });
    expect(mocks.inputsOf("aws:cloudwatch/metricAlarm:MetricAlarm", "db-storage")).toMatchObject({
      ...{ threshold: 5 * 1024 ** 3, alarmActions: ["arn:aws:sns:us-east-1:1:operators"] },
    });
  });

  it("fails with all that is wrong before anything is registered", async () => {
    const mocks = new Mocks();
    const wrong = { ...args, engine: "sqlserver-ex" as const, storageGiB: 5, caPem: "" };
    const run = runWithMocks(mocks, () => ({ made: new Database("db", { ...wrong, multiAz: true }) }));
    await expect(run).rejects.toThrow(/Database db:\n {2}multiAz: .*\n {2}storageGiB: .*\n {2}caPem: /);
    expect(mocks.registered).toEqual([]);
  });
});
