import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { select } from "xpath";
import { type DatabaseEngine, engines } from "../../../../components/database/engines";
import { renderJdbcUrl } from "../../../../components/database/jdbc";
import { planAccess } from "../../../../components/database/plan-access";
import type { CarbonSettings } from "../../../../components/nodes/carbon/carbon-settings";
import { renderCarbonToml } from "../../../../components/nodes/carbon/carbon-toml";
import { checkCarbon } from "../../../../components/nodes/carbon/check-carbon";
import { findKernelLine } from "../../../../components/nodes/carbon/kernel-line";
import { mapConfig } from "../../../../sandbox/carbon-kernel/map-config";
import { type Expected, named, readMapped } from "../read-mapped";

const host = "db.abc.us-east-1.rds.amazonaws.com";
const urls: Readonly<Record<string, string>> = {
  postgres: `jdbc:postgresql://${host}:5432/wso2?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&connectTimeout=10&socketTimeout=30&tcpKeepAlive=true`,
  mysql: `jdbc:mysql://${host}:3306/wso2?sslMode=VERIFY_IDENTITY&connectTimeout=10000&socketTimeout=30000&tcpKeepAlive=true`,
  mariadb: `jdbc:mariadb://${host}:3306/wso2?sslMode=verify-full&connectTimeout=10000&socketTimeout=30000&tcpKeepAlive=true`,
  "sqlserver-se": `jdbc:sqlserver://${host}:1433;databaseName=wso2;encrypt=true;trustServerCertificate=false;multiSubnetFailover=true;loginTimeout=10;socketTimeout=30000;sendStringParametersAsUnicode=false`,
  "oracle-se2": `jdbc:oracle:thin:@(DESCRIPTION=(CONNECT_TIMEOUT=10)(ADDRESS=(PROTOCOL=TCPS)(HOST=${host})(PORT=2484))(CONNECT_DATA=(SID=wso2))(SECURITY=(SSL_SERVER_DN_MATCH=YES)))`,
};
const same: Readonly<Record<string, string>> = {
  ...{ "aurora-postgresql": "postgres", "aurora-mysql": "mysql", "oracle-ee": "oracle-se2" },
  ...{ "sqlserver-ee": "sqlserver-se", "sqlserver-ex": "sqlserver-se" },
};

const endpoint = (engine: DatabaseEngine) => ({ host, port: engines[engine].port, database: "wso2" });

it.each(Object.keys(engines) as DatabaseEngine[])("%s is reached by TLS that is verified", (engine) => {
  expect(renderJdbcUrl(engine, endpoint(engine))).toBe(urls[same[engine] ?? engine]);
});

const drivers: Readonly<Record<string, string>> = {
  postgres: "org.postgresql.Driver",
  mysql: "com.mysql.cj.jdbc.Driver",
  mariadb: "org.mariadb.jdbc.Driver",
  "sqlserver-se": "com.microsoft.sqlserver.jdbc.SQLServerDriver",
  "oracle-se2": "oracle.jdbc.OracleDriver",
};
/** All engines on the newest kernel, and one on the oldest that there is here. */
const mapped = [
  ...Object.keys(drivers).map((engine) => ["4.10.32", engine as DatabaseEngine] as const),
  ["4.5.1", "postgres"] as const,
];

describe("WSO2's config mapper writes the source of the shared database", () => {
  it.each(mapped)("of %s in %s", async (version, engine) => {
    const line = findKernelLine(version);
    if (!line) throw new Error(`no line for ${version}`);
    const { host: name, port, database: databaseName } = endpoint(engine);
    const login = { engine, host: name, port, databaseName, username: "wso2", password: "Wd1password" };
    const settings = { hostname: "console.example.com", databases: { shared_db: planAccess(login) } };
    expect(checkCarbon(version, settings)).toEqual([]);
    const toml = renderCarbonToml({
      ...{ settings, line, address: "10.0.0.11", members: ["10.0.0.11"] },
      passwords: { keystore: "key-pass", truststore: "trust-pass", admin: "admin-pass" },
    });
    const source = await mapConfig(
      version,
      toml,
      () => {},
      async (home) => {
        const path = join(home, "repository/conf/datasources/master-datasources.xml");
        const text = await readFile(path, "utf8");
        const document = new DOMParser({ onError: () => {} }).parseFromString(text, "text/xml");
        const found = select(
          "//datasource[name='WSO2_SHARED_DB']/definition/configuration/*",
          document as unknown as Node,
        ) as { nodeName: string; textContent: string }[];
        return Object.fromEntries(found.map(({ nodeName, textContent }) => [nodeName, textContent.trim()]));
      },
    );
    // A query would wait for a machine that is gone; without one, Tomcat's pool asks the driver.
    expect(source).not.toHaveProperty("validationQuery");
    expect(source).toMatchObject({
      ...{ url: urls[engine], username: "wso2", password: "Wd1password", driverClassName: drivers[engine] },
      ...{ testOnBorrow: "true", validationInterval: "1000", validationQueryTimeout: "5" },
      ...{ maxActive: "50", maxWait: "60000" },
    });
  });
});

it("has the servers take sign-ins again within seconds of a failover, where their kernel has a circuit breaker", async () => {
  const version = "4.10.32";
  const line = findKernelLine(version);
  if (!line) throw new Error(`no line for ${version}`);
  const tomlOf = (databases: CarbonSettings["databases"]) =>
    renderCarbonToml({
      ...{ settings: { hostname: "console.example.com", databases }, line, address: "10.0.0.11" },
      ...{ members: ["10.0.0.11"], passwords: { keystore: "k", truststore: "t", admin: "a" } },
    });
  const shared = { type: "postgre", url: "jdbc:postgresql://db/x", username: "u", password: "p" } as const;
  const expected: Expected[] = [
    ["user-mgt.xml", "//*[local-name()='Property'][@name='ConnectionRetryDelay']", "5000"],
    ["carbon.xml", named("Server", "UserStore", "minConnectionRetryDelayInMilliSeconds"), "1000"],
  ];
  expect(await readMapped(version, tomlOf({ shared_db: shared }), expected)).toEqual(expected);
  expect(tomlOf(undefined)).not.toContain("ConnectionRetryDelay");
});
