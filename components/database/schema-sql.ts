import { type DatabaseEngine, engines, type JdbcType } from "./engines";

/**
 * A table of ours beside the server's: by its primary key one node alone makes the tables of one name, and a row that
 * was never finished says that they are half made. Scripts of releases begin with `DROP TABLE`: run again, they would
 * empty what is there.
 */
export const markerTable = "PULUMI_WSO2_SCHEMA";

const mine: Readonly<Record<JdbcType, { readonly tables: string; readonly where: string }>> = {
  postgre: { tables: "information_schema.tables", where: "table_schema = current_schema()" },
  mysql: { tables: "information_schema.tables", where: "table_schema = DATABASE()" },
  mariadb: { tables: "information_schema.tables", where: "table_schema = DATABASE()" },
  mssql: { tables: "INFORMATION_SCHEMA.TABLES", where: "TABLE_SCHEMA = SCHEMA_NAME()" },
  oracle: { tables: "user_tables", where: "1 = 1" },
};

/** Prints `tables,<all>` and `marker,<0 or 1>`. */
export function renderCountTables(engine: DatabaseEngine): string[] {
  const { tables, where } = mine[engines[engine].type];
  return [
    `SELECT 'tables', COUNT(*) FROM ${tables} WHERE ${where}`,
    `SELECT 'marker', COUNT(*) FROM ${tables} WHERE ${where} AND UPPER(table_name) = '${markerTable}'`,
  ];
}

/** Prints `state,<state>,<node>,<since>`, or nothing. */
export function renderReadState(name: string): string {
  return `SELECT 'state', STATE, NODE, STARTED FROM ${markerTable} WHERE NAME = ${text(name)}`;
}

export const createMarker = `CREATE TABLE ${markerTable} (NAME VARCHAR(60) NOT NULL PRIMARY KEY, STATE VARCHAR(20) NOT NULL, NODE VARCHAR(128) NOT NULL, STARTED VARCHAR(40) NOT NULL)`;

/** Succeeds for one node alone. */
export function renderClaim(name: string, node: string, started: string): string {
  const values = [name, "making", node, started].map(text).join(", ");
  return `INSERT INTO ${markerTable} (NAME, STATE, NODE, STARTED) VALUES (${values})`;
}

export function renderSetState(name: string, state: "made" | "failed"): string {
  return `UPDATE ${markerTable} SET STATE = ${text(state)} WHERE NAME = ${text(name)}`;
}

/** How a database that RDS has not made is made: asked for and made from one that is always there. */
interface DatabaseMaker {
  /** The one that is always there. */
  readonly from: string;
  readonly databases: string;
  readonly column: string;
  readonly make: (name: string) => string[];
}

const mysqlMaker: DatabaseMaker = {
  ...{ from: "information_schema", databases: "information_schema.schemata", column: "schema_name" },
  // The scripts of API Manager and Identity Server say latin1 of some tables and nothing of others, with foreign keys
  // between them, which must be of one character set. Source: API Manager 4.5's page "Changing to MySQL", which has latin1
  // for apim_db on MySQL 8.0 against its error 1071.
  make: (name) => [`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET latin1`],
};

/** An instance of Oracle has one database. */
export const databaseMakers: Readonly<Record<Exclude<JdbcType, "oracle">, DatabaseMaker>> = {
  postgre: {
    ...{ from: "postgres", databases: "pg_database", column: "datname" },
    make: (name) => [`CREATE DATABASE "${name}"`],
  },
  ...{ mysql: mysqlMaker, mariadb: mysqlMaker },
  mssql: {
    ...{ from: "master", databases: "sys.databases", column: "name" },
    // Readers that wait for writers end in deadlocks of WSO2's registry.
    make: (name) => [
      `IF DB_ID(${text(name)}) IS NULL CREATE DATABASE [${name}]`,
      `IF EXISTS (SELECT 1 FROM sys.databases WHERE name = ${text(name)} AND is_read_committed_snapshot_on = 0) ALTER DATABASE [${name}] SET READ_COMMITTED_SNAPSHOT ON`,
    ],
  },
};

/** Prints `database,<0 or 1>`. */
export function renderHasDatabase({ databases, column }: DatabaseMaker, name: string): string {
  return `SELECT 'database', COUNT(*) FROM ${databases} WHERE ${column} = ${text(name)}`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What ends a statement in a release's scripts, and whether it stands on a line of its own. */
export const delimiters: Readonly<Record<JdbcType, readonly [delimiter: string, type: "normal" | "row"]>> = {
  postgre: [";", "normal"],
  mysql: [";", "normal"],
  mariadb: [";", "normal"],
  mssql: ["GO", "row"],
  oracle: ["/", "row"],
};

/** What a database says of its tables. */
export type SchemaState =
  | { readonly is: "empty" }
  | { readonly is: "foreign"; readonly tables: number }
  | { readonly is: "unclaimed" }
  | { readonly is: "made" }
  | { readonly is: "making" | "failed"; readonly node: string; readonly since: string };

/** @param counts What `renderCountTables` printed. @param rows What `renderReadState` printed. */
export function readState(counts: string, rows: string): SchemaState {
  const count = (of: string) => Number(new RegExp(`^${of},(\\d+)$`, "m").exec(counts)?.[1] ?? Number.NaN);
  const tables = count("tables");
  if (Number.isNaN(tables)) throw new Error("the database did not say which tables it has");
  if (count("marker") === 0) return tables === 0 ? { is: "empty" } : { is: "foreign", tables };
  const [, state, node = "", since = ""] = /^state,([a-z]+),([^,]*),(.*)$/m.exec(rows) ?? [];
  if (state === undefined) return { is: "unclaimed" };
  if (state === "made") return { is: "made" };
  return { is: state === "failed" ? "failed" : "making", node, since };
}
