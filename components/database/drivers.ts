import type { JdbcType } from "./engines";

/** A jar as it is published, and the bytes that it must have. */
export interface PublishedJar {
  /** `https://` (fetched by the node) or `file://` (sent from here). */
  readonly source: string;
  /** In hex. */
  readonly sha256: string;
}

const central = "https://repo1.maven.org/maven2";

/** The drivers, from Maven Central. All run on Java 8 and newer: the oldest kernels know no other. */
export const drivers: Readonly<Record<JdbcType, PublishedJar>> = {
  postgre: {
    source: `${central}/org/postgresql/postgresql/42.7.14/postgresql-42.7.14.jar`,
    sha256: "73914527305a40cce504b0d3d90b23caf565136912d607ae8ae7c5895512332c",
  },
  mysql: {
    source: `${central}/com/mysql/mysql-connector-j/9.7.0/mysql-connector-j-9.7.0.jar`,
    sha256: "0353648eaa1c91e0f4020c959abf756bc866ffd583df22ae6b6f6e0cbd43eb44",
  },
  mariadb: {
    source: `${central}/org/mariadb/jdbc/mariadb-java-client/3.5.11/mariadb-java-client-3.5.11.jar`,
    sha256: "42604178b9e57ec08ee0035079961516f086e455d0141f0b22c6eff29fb2fff4",
  },
  mssql: {
    source: `${central}/com/microsoft/sqlserver/mssql-jdbc/13.6.2.jre8/mssql-jdbc-13.6.2.jre8.jar`,
    sha256: "84e2eb71378af26baee457cb3c75f12d2278c7698ea97f042e0cc3517e2340eb",
  },
  oracle: {
    source: `${central}/com/oracle/database/jdbc/ojdbc8/23.9.0.25.07/ojdbc8-23.9.0.25.07.jar`,
    sha256: "ecbdf6db0c3026b4101c3585d83fce4eefd51d4bd689384701fc576fc4439f1e",
  },
};

/** The same jar, but out of a folder: `file:///srv/jars`, `https://mirror.example.com/jars`. */
export function fromFolder(jar: PublishedJar, folder: string | undefined): PublishedJar {
  if (folder === undefined) return jar;
  return { ...jar, source: `${folder.replace(/\/$/, "")}/${jar.source.split("/").at(-1)}` };
}
