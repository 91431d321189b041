import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseEngine } from "./engines";

/** What a database of RDS is made with. Everything that is not set is as production needs it. */
export interface DatabaseArgs {
  /** RDS's own word: `postgres`, `mysql`, `sqlserver-se`, `oracle-se2`, `aurora-postgresql` and the others. */
  engine: DatabaseEngine;
  /** Of the engine, major or whole: `16`, `16.4`. @default the newest major one that this package was written for */
  version?: string;
  /** Of the machine. @default db.m6g.large, db.m6i.large where the engine needs Intel, db.r6g.large for Aurora */
  instanceClass?: string;
  /**
   * A standby in another zone, which takes over within one to two minutes: for SQL Server by Always On, for Aurora
   * an instance that can read. @default true; false for SQL Server Express, which has none
   */
  multiAz?: boolean;
  /** Of which VPC the security group is. */
  vpcId: pulumi.Input<string>;
  /** Private ones in two availability zones at least. */
  subnetIds: pulumi.Input<string>[];
  /** Security groups of the machines that may connect, by a stable name; nobody else may. */
  allowFrom: Record<string, pulumi.Input<string>>;
  /** In GiB, of gp3; not for Aurora. @default 50 */
  storageGiB?: number;
  /** To which the storage grows by itself, in GiB; not for Aurora. @default ten times `storageGiB`, at most 65536 */
  maxStorageGiB?: number;
  /** Of the database in it; of Oracle, its SID. @default wso2; of Oracle WSO2 */
  databaseName?: string;
  /** Of the one user that RDS makes. @default wso2 */
  username?: string;
  /** A higher number makes another password: at the database, in Secrets Manager and, by a roll, at the nodes. @default 1 */
  passwordGeneration?: number;
  /** Roots that RDS's certificates come from, PEM: AWS publishes them as `<region>-bundle.pem`. */
  caPem: string;
  /** The first node makes the tables. @default true; false where somebody else has made them */
  makeTables?: boolean;
  /**
   * A folder with the JDBC driver and Apache Ant by the names that they have at Maven Central, `file://` (sent from
   * here) or `https://` (fetched by the nodes). @default Maven Central, which nodes need a way to
   */
  jarFolder?: string;
  /** Days for which the database can be set back to any second. @default 14 */
  backupDays?: number;
  /** Time of the day in UTC, `02:00-03:00`. @default RDS chooses */
  backupWindow?: string;
  /** Time of the week in UTC, `sun:03:30-sun:04:30`: changes that need a restart wait for it. @default RDS chooses */
  maintenanceWindow?: string;
  /** Changes that need a restart are made at once, in the middle of the day. @default false */
  applyImmediately?: boolean;
  /**
   * Neither AWS nor Pulumi deletes it, nor replaces it by an empty one. To delete it, set this to false and `up`
   * first. @default true
   */
  deletionProtection?: boolean;
  /** A last snapshot is kept when it is deleted, `<name>-final`. @default true */
  finalSnapshot?: boolean;
  /** ARN of the KMS key that encrypts storage and backups. @default AWS's own key for RDS */
  kmsKeyArn?: pulumi.Input<string>;
  /** ARN of the SNS topic that hears of alarms, and of failovers and the like. @default alarms are shown, nobody is told */
  topicArn?: pulumi.Input<string>;
  /** Connections above which there is an alarm; each node's pool takes 50 at most. @default 200 */
  alarmConnections?: number;
  /** Of everything. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
