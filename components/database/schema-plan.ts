import type { PublishedJar } from "./drivers";
import type { DatabaseEngine } from "./engines";

/** Tables that a server expects in a database; the node that comes first makes them. */
export interface SchemaPlan {
  /** WSO2's name of the database: `shared_db`. */
  readonly name: string;
  readonly engine: DatabaseEngine;
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly username: string;
  /** Secret. */
  readonly password: string;
  /** Roots to verify the database by, PEM. */
  readonly caPem: string;
  /** The driver, and what runs scripts by it; each node gets them before. */
  readonly jars: readonly PublishedJar[];
  /** SQL files of the release, below its home, in their order: `dbscripts/postgresql.sql`. */
  readonly scripts: readonly string[];
  /** The database itself is made, too, where there is none. @default false; SQL Server's is always made */
  readonly makeDatabase?: boolean;
}

/** What a release calls the scripts of each kind of database. */
const scriptNames = {
  postgre: "postgresql",
  mysql: "mysql",
  mariadb: "mysql",
  mssql: "mssql",
  oracle: "oracle",
} as const;

/** `dbscripts/{engine}.sql` as the release has it for one kind of database. */
export function nameScript(pattern: string, type: keyof typeof scriptNames): string {
  return pattern.replaceAll("{engine}", scriptNames[type]);
}
