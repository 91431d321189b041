import type { DatabaseSettings } from "./database-settings";
import { type DatabaseEngine, engines, majorOf } from "./engines";

/** A parameter of an engine, as RDS sets it. */
export interface EngineParameter {
  readonly name: string;
  readonly value: string;
  /** `pending-reboot` of one that an engine reads at its start alone. */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** Everything of a database that is decided before it is made. */
export interface DatabasePlan {
  readonly engine: DatabaseEngine;
  readonly version: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly port: number;
  readonly username: string;
  /** Made with the machine. @default RDS makes none for this engine: the first node does */
  readonly madeDatabase?: string;
  readonly databaseName: string;
  readonly family: string;
  readonly parameters: readonly EngineParameter[];
  /** Options of an option group, with what each is set to. @default none is needed */
  readonly options: readonly EngineOption[];
  readonly logs: readonly string[];
  readonly licenseModel?: string;
}

/** An option of an option group. */
export interface EngineOption {
  readonly name: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

export function planDatabase(settings: DatabaseSettings): DatabasePlan {
  const { engine, multiAz } = settings;
  const facts = engines[engine];
  const { version = facts.version, username = "wso2" } = settings;
  const isOracle = facts.type === "oracle";
  const { databaseName = isOracle ? "WSO2" : "wso2" } = settings;
  return {
    engine,
    version,
    instanceClass: settings.instanceClass ?? facts.defaultClass,
    multiAz: multiAz ?? facts.noStandby === undefined,
    port: facts.port,
    username,
    ...(facts.type === "mssql" ? {} : { madeDatabase: databaseName }),
    databaseName,
    family: `${engine}${facts.family(majorOf(engine, version))}`,
    parameters: planParameters(engine),
    options: isOracle ? [oracleTls(facts.port)] : [],
    logs: planLogs(engine),
    ...(facts.licenseModel ? { licenseModel: facts.licenseModel } : {}),
  };
}

const set = (
  name: string,
  value: string,
  applyMethod: EngineParameter["applyMethod"] = "immediate",
): EngineParameter => ({ name, value, applyMethod });

/**
 * TLS from everybody, and what WSO2's scripts and servers need.
 * Sources: the RDS user guide's pages on SSL/TLS of each engine; for MySQL, `log_bin_trust_function_creators`: with
 * backups on, the engine refuses the triggers and functions of `dbscripts` to anybody who is not SUPER.
 */
function planParameters(engine: DatabaseEngine): EngineParameter[] {
  switch (engines[engine].type) {
    case "postgre":
      return [set("rds.force_ssl", "1")];
    case "mysql":
      return [
        set("require_secure_transport", engine === "aurora-mysql" ? "ON" : "1"),
        set("log_bin_trust_function_creators", "1"),
        set("character_set_server", "utf8mb4"),
      ];
    case "mariadb":
      return [
        set("require_secure_transport", "1"),
        set("log_bin_trust_function_creators", "1"),
        set("character_set_server", "utf8mb4"),
      ];
    case "mssql":
      return [set("rds.force_ssl", "1", "pending-reboot")];
    case "oracle":
      return [set("open_cursors", "1000")];
  }
}

/** Its own port, the only one that nodes reach. */
function oracleTls(port: number): EngineOption {
  const settings = {
    "SQLNET.SSL_VERSION": "1.2",
    "SQLNET.CIPHER_SUITE": "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  };
  return { name: "SSL", port, settings };
}

/** What goes to CloudWatch Logs: errors, and for Oracle who connected. */
function planLogs(engine: DatabaseEngine): string[] {
  switch (engines[engine].type) {
    case "postgre":
      return ["postgresql"];
    case "mysql":
    case "mariadb":
      return ["error"];
    case "mssql":
      // RDS sends none of its Express edition.
      return engine === "sqlserver-ex" ? [] : ["error"];
    case "oracle":
      return ["alert", "listener"];
  }
}
