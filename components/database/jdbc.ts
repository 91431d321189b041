import type { DatabaseEngine, JdbcType } from "./engines";
import { engines } from "./engines";

/** Where a database answers. */
export interface JdbcEndpoint {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Longest time to a connection, and longest silence of a server that owes an answer: a dead one says nothing. */
const connectTimeoutSec = 10;
const socketTimeoutSec = 30;

const millis = (seconds: number) => seconds * 1000;

/**
 * The address of a database for a JDBC driver: TLS with the server's certificate and its name verified, by the
 * trust store of the JVM, and an end to waiting for a server that is gone.
 */
export function renderJdbcUrl(engine: DatabaseEngine, endpoint: JdbcEndpoint): string {
  return renderers[engines[engine].type](endpoint);
}

const renderers: Readonly<Record<JdbcType, (endpoint: JdbcEndpoint) => string>> = {
  postgre: ({ host, port, database }) =>
    `jdbc:postgresql://${host}:${port}/${database}?${query({
      // By default the driver looks for a file of its own; this one takes what the JVM trusts.
      sslmode: "verify-full",
      sslfactory: "org.postgresql.ssl.DefaultJavaSSLFactory",
      connectTimeout: connectTimeoutSec,
      socketTimeout: socketTimeoutSec,
      tcpKeepAlive: true,
    })}`,
  mysql: ({ host, port, database }) =>
    `jdbc:mysql://${host}:${port}/${database}?${query({
      sslMode: "VERIFY_IDENTITY",
      connectTimeout: millis(connectTimeoutSec),
      socketTimeout: millis(socketTimeoutSec),
      tcpKeepAlive: true,
    })}`,
  mariadb: ({ host, port, database }) =>
    `jdbc:mariadb://${host}:${port}/${database}?${query({
      sslMode: "verify-full",
      connectTimeout: millis(connectTimeoutSec),
      socketTimeout: millis(socketTimeoutSec),
      tcpKeepAlive: true,
    })}`,
  mssql: ({ host, port, database }) =>
    `jdbc:sqlserver://${host}:${port};${[
      `databaseName=${database}`,
      "encrypt=true",
      "trustServerCertificate=false",
      // The listener of an Always On group: all its addresses are tried at once.
      "multiSubnetFailover=true",
      `loginTimeout=${connectTimeoutSec}`,
      `socketTimeout=${millis(socketTimeoutSec)}`,
      "sendStringParametersAsUnicode=false",
    ].join(";")}`,
  oracle: ({ host, port, database }) =>
    `jdbc:oracle:thin:@(DESCRIPTION=(CONNECT_TIMEOUT=${connectTimeoutSec})(ADDRESS=(PROTOCOL=TCPS)(HOST=${host})(PORT=${port}))(CONNECT_DATA=(SID=${database}))(SECURITY=(SSL_SERVER_DN_MATCH=YES)))`,
};

function query(parameters: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** Written into an XML file as it is: the server's configuration tool escapes nothing. */
export function asXmlText(url: string): string {
  return url.replaceAll("&", "&amp;");
}

/** Classes of the drivers of today; the kernels' own default for MySQL is gone from them. */
export const driverClasses: Readonly<Record<JdbcType, string>> = {
  mysql: "com.mysql.cj.jdbc.Driver",
  mariadb: "org.mariadb.jdbc.Driver",
  postgre: "org.postgresql.Driver",
  mssql: "com.microsoft.sqlserver.jdbc.SQLServerDriver",
  oracle: "oracle.jdbc.OracleDriver",
};

export const validationQueries: Readonly<Record<JdbcType, string>> = {
  mysql: "SELECT 1",
  mariadb: "SELECT 1",
  postgre: "SELECT 1",
  mssql: "SELECT 1",
  oracle: "SELECT 1 FROM DUAL",
};

/**
 * Of the server's pool of connections: one that has broken in a failover is handed to nobody. It is tried by the
 * driver's own `isValid`, as Tomcat's pool does where there is no validation query: that has a time limit on the network.
 * The one of a query asks the server to end it, and a machine that is gone without a word is asked in vain: each
 * connection to it would hold who takes it for all of the address's limit, and a sign-in takes several. Without
 * `validationInterval` one that was good half a minute ago is not looked at again.
 */
export const poolOptions = {
  testOnBorrow: true,
  validationInterval: 1_000,
  validationQueryTimeout: 5,
  maxActive: 50,
  maxWait: 60_000,
} as const;
