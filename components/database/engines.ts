/** WSO2's word for what speaks at the other end of a JDBC driver: `postgre` is PostgreSQL. */
export type JdbcType = "mysql" | "mariadb" | "postgre" | "mssql" | "oracle";

/** RDS's own words for the engines that WSO2's products run on. */
export type DatabaseEngine =
  | "postgres"
  | "mysql"
  | "mariadb"
  | "sqlserver-se"
  | "sqlserver-ee"
  | "sqlserver-ex"
  | "oracle-se2"
  | "oracle-ee"
  | "aurora-postgresql"
  | "aurora-mysql";

/** What holds of one engine of RDS, whatever it is used for. */
export interface EngineFacts {
  readonly type: JdbcType;
  /** Nodes come in by this one alone. Oracle speaks TLS at another port than plain text. */
  readonly port: number;
  /** The newest major version that this package was written for. */
  readonly version: string;
  /** A version as RDS takes it. The first group is the major version. */
  readonly versionPattern: RegExp;
  /** What a parameter group of that major version is called after the engine: `16` of `postgres16`. */
  readonly family: (major: string) => string;
  /** Runs on machines of Amazon's own processors too. */
  readonly graviton: boolean;
  /** A cluster with shared storage: its machines are instances of it. */
  readonly cluster?: true;
  /** Why RDS has no standby for it. */
  readonly noStandby?: string;
  readonly licenseModel?: string;
  /** GiB. @default 20 to 65536 */
  readonly storageGiB?: readonly [from: number, to: number];
  readonly longestUsername: number;
  readonly longestPassword: number;
  /** @default none: the database is made by the first node */
  readonly longestDatabaseName?: number;
  readonly defaultClass: string;
}

type Common = Omit<EngineFacts, "version" | "versionPattern" | "family">;

const postgres: Common = {
  ...{ type: "postgre", port: 5432, graviton: true, defaultClass: "db.m6g.large" },
  ...{ longestUsername: 63, longestPassword: 128, longestDatabaseName: 63 },
};

const mysql: Common = {
  ...{ type: "mysql", port: 3306, graviton: true, defaultClass: "db.m6g.large" },
  ...{ longestUsername: 16, longestPassword: 41, longestDatabaseName: 64 },
};

/** The database itself is made by the first node: RDS makes none for SQL Server. */
const sqlServer: EngineFacts = {
  ...{ type: "mssql", port: 1433, graviton: false, licenseModel: "license-included" },
  ...{ version: "16.00", versionPattern: /^(1[3-6]\.00)(\.\d+\.\d+\.v\d+)?$/ },
  ...{ family: (major: string) => `-${major.replace(/0$/, "")}`, storageGiB: [20, 65_536] },
  ...{ longestUsername: 64, longestPassword: 128, defaultClass: "db.m6i.large" },
};

const oracle: EngineFacts = {
  ...{ type: "oracle", port: 2484, graviton: false },
  ...{ version: "19", versionPattern: /^(19)(\.0\.0\.0\.ru-\d{4}-\d\d\.(?:rur|spb)-\d{4}-\d\d\.r\d+)?$/ },
  ...{ family: (major: string) => `-${major}`, defaultClass: "db.m6i.large" },
  ...{ longestUsername: 30, longestPassword: 30, longestDatabaseName: 8 },
};

/**
 * Sources: the RDS user guide ("Settings for DB instances", "Licensing Microsoft SQL Server", "RDS for Oracle
 * licensing", "Multi-AZ deployments for SQL Server") and the API's CreateDBInstance and CreateDBCluster.
 */
export const engines: Readonly<Record<DatabaseEngine, EngineFacts>> = {
  postgres: { ...postgres, version: "16", versionPattern: /^(1[3-8])(\.\d+)?$/, family: (major) => major },
  mysql: { ...mysql, version: "8.4", versionPattern: /^(8\.[04])(\.\d+)?$/, family: (major) => major },
  mariadb: {
    ...mysql,
    ...{ type: "mariadb", version: "11.4", versionPattern: /^(10\.(?:5|6|11)|11\.[48])(\.\d+)?$/ },
    family: (major) => major,
  },
  "sqlserver-se": sqlServer,
  "sqlserver-ee": { ...sqlServer, defaultClass: "db.m6i.xlarge" },
  "sqlserver-ex": {
    ...sqlServer,
    defaultClass: "db.t3.small",
    noStandby: "the Express edition has no Always On, and RDS no standby for it; take sqlserver-se",
  },
  "oracle-se2": { ...oracle, licenseModel: "license-included" },
  "oracle-ee": { ...oracle, licenseModel: "bring-your-own-license" },
  "aurora-postgresql": {
    ...postgres,
    ...{ version: "16", versionPattern: /^(1[3-7])(\.\d+)?$/, family: (major: string) => major },
    ...{ cluster: true, defaultClass: "db.r6g.large" },
  },
  "aurora-mysql": {
    ...mysql,
    ...{ version: "8.0", versionPattern: /^(8\.0)(\.mysql_aurora\.\d+\.\d+\.\d+)?$/ },
    ...{ family: (major: string) => major, cluster: true, defaultClass: "db.r6g.large" },
  },
};

/** The major version: `16` of PostgreSQL 16.4, `16.00` of SQL Server. */
export function majorOf(engine: DatabaseEngine, version: string): string {
  return engines[engine].versionPattern.exec(version)?.[1] ?? version;
}
