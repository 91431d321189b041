import type { JdbcType } from "../../database/engines";

/** A database that all servers of a cluster share. */
export interface SharedDatabase {
  /** WSO2's word for the engine: `postgre` is PostgreSQL. */
  readonly type: JdbcType;
  /** JDBC address. The server writes it into XML: between parameters stands `&amp;`. */
  readonly url: string;
  readonly username: string;
  /** Secret. */
  readonly password: string;
  /** Class of the JDBC driver. @default by type; WSO2's own default for MySQL is a class that drivers of today lack */
  readonly driver?: string;
  /**
   * Connections of the pool are tried by the driver's own `isValid`, which gives up after `validationQueryTimeout`, and
   * by no query, which waits as long as the address lets it. @default false: by a query of the engine's
   */
  readonly triedByDriver?: boolean;
  /** More of the server's pool of connections, by Tomcat's names. @default the server's own */
  readonly poolOptions?: Readonly<Record<string, boolean | number>>;
}

/** What an operator decides of a Carbon server; the rest follows from the node. */
export interface CarbonSettings {
  /** Name that clients use; the server builds absolute addresses with it. */
  readonly hostname: string;
  /** Added to every port of the server. @default 0 */
  readonly offset?: number;
  /** Ports at which clients see the server, behind balancers. @default 80 and 443 */
  readonly proxyPorts?: { readonly http: number; readonly https: number };
  /** TLS versions of the servlet transport. @default TLSv1.2 and TLSv1.3 */
  readonly tlsVersions?: readonly ("TLSv1.2" | "TLSv1.3")[];
  /** @default admin */
  readonly adminUsername?: string;
  /** Databases by WSO2's name, `shared_db`. @default an H2 of its own in each node, which is no cluster */
  readonly databases?: Readonly<Record<string, SharedDatabase>>;
  /** Hazelcast's cluster; all nodes of the group are its members. @default none */
  readonly clustering?: { readonly domain: string };
  /**
   * Passwords of `deployment.toml` are encrypted on each node by WSO2's cipher tool, with the key of the node's key
   * store. The tool's jar is fetched from Maven Central, or from `jarFolder`, a `file://` folder on the computer that runs
   * the engine or an `https://` mirror. Kernels of the line 4.10. Another value rolls the nodes. @default false
   */
  readonly encryptSecrets?: boolean | { readonly jarFolder?: string };
}

/** Ports of a server without offset (`carbon.xml` and `default.json` of the kernels). */
export const carbonPorts = { https: 9443, http: 9763 };

/** Hazelcast's port; an offset does not move it. */
export const clusterPort = 4000;
