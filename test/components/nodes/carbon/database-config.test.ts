import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { select } from "xpath";
import { type DatabaseEngine, engines } from "../../../../components/database/engines";
import { renderJdbcUrl } from "../../../../components/database/jdbc";
import { planAccess } from "../../../../components/database/plan-access";
import { renderCarbonToml } from "../../../../components/nodes/carbon/carbon-toml";
import { checkCarbon } from "../../../../components/nodes/carbon/check-carbon";
import { findKernelLine } from "../../../../components/nodes/carbon/kernel-line";
import { mapConfig } from "../../../../sandbox/carbon-kernel/map-config";

const host = "db.abc.us-east-1.rds.amazonaws.com";
const urls: Readonly<Record<string, string>> = {
  postgres: `jdbc:postgresql://${host}:5432/wso2?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&connectTimeout=10&socketTimeout=60&tcpKeepAlive=true`,
  mysql: `jdbc:mysql://${host}:3306/wso2?sslMode=VERIFY_IDENTITY&connectTimeout=10000&socketTimeout=60000&tcpKeepAlive=true`,
  mariadb: `jdbc:mariadb://${host}:3306/wso2?sslMode=verify-full&connectTimeout=10000&socketTimeout=60000&tcpKeepAlive=true`,
  "sqlserver-se": `jdbc:sqlserver://${host}:1433;databaseName=wso2;encrypt=true;trustServerCertificate=false;multiSubnetFailover=true;loginTimeout=10;socketTimeout=60000;sendStringParametersAsUnicode=false`,
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

const drivers: Readonly<Record<string, readonly [driver: string, query: string]>> = {
  postgres: ["org.postgresql.Driver", "SELECT 1"],
  mysql: ["com.mysql.cj.jdbc.Driver", "SELECT 1"],
  mariadb: ["org.mariadb.jdbc.Driver", "SELECT 1"],
  "sqlserver-se": ["com.microsoft.sqlserver.jdbc.SQLServerDriver", "SELECT 1"],
  "oracle-se2": ["oracle.jdbc.OracleDriver", "SELECT 1 FROM DUAL"],
};

describe("WSO2's config mapper writes the source of the shared database", () => {
  it.each(Object.keys(drivers) as DatabaseEngine[])("in %s", async (engine) => {
    const version = "4.10.32";
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
    const [driverClassName, validationQuery] = drivers[engine] ?? [];
    expect(source).toMatchObject({
      ...{ url: urls[engine], username: "wso2", password: "Wd1password", driverClassName, validationQuery },
      ...{ testOnBorrow: "true", validationInterval: "1000", validationQueryTimeout: "5" },
      ...{ maxActive: "50", maxWait: "60000" },
    });
  });
});
