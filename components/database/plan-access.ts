import { type DatabaseEngine, engines, type JdbcType } from "./engines";
import { asXmlText, driverClasses, poolOptions, renderJdbcUrl } from "./jdbc";

/** Who comes in where. */
export interface DatabaseLogin {
  readonly engine: DatabaseEngine;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly username: string;
  /** Secret. */
  readonly password: string;
  /** Roots to verify it by, PEM. */
  readonly caPem: string;
  /**
   * The first node makes the tables, from the scripts of the release. @default true; false where somebody else has
   * made them
   */
  readonly makeTables?: boolean;
  /** The first node makes the database itself: RDS makes one alone. @default false; SQL Server's is always made */
  readonly makeDatabase?: boolean;
  /**
   * Where the JDBC driver and Apache Ant are, by the names that they have at Maven Central: a folder, `file://` (sent
   * from here) or `https://` (fetched by the nodes). @default Maven Central
   */
  readonly jarFolder?: string;
}

/** A database as the configuration of a server names it. */
export interface DatabaseAccess {
  readonly type: JdbcType;
  /** As it stands in an XML file: between parameters stands `&amp;`. */
  readonly url: string;
  readonly username: string;
  /** Secret. */
  readonly password: string;
  readonly driver: string;
  /** By `isValid`: see `poolOptions`. */
  readonly triedByDriver: true;
  readonly poolOptions: Readonly<Record<string, boolean | number>>;
}

/** What a server needs to keep its tables in a database. */
export function planAccess(
  login: Pick<DatabaseLogin, "engine" | "host" | "port" | "databaseName" | "username" | "password">,
): DatabaseAccess {
  const { engine, host, port, databaseName, username, password } = login;
  const { type } = engines[engine];
  const url = asXmlText(renderJdbcUrl(engine, { host, port, database: databaseName }));
  return { type, url, username, password, driver: driverClasses[type], triedByDriver: true, poolOptions };
}
