import { derivePassword } from "../../../components/database/password";
import type { DatabaseLogin } from "../../../components/database/plan-access";
import { planCarbon } from "../../../components/nodes/carbon/plan-carbon";
import { planIntegrator } from "../../../components/nodes/integrator/plan-integrator";
import { digestService, planService } from "../../../components/nodes/plan-service";
import type { StorePasswords } from "../../../components/nodes/product";
import { exampleTarget } from "../program/example-plans";

const root = (of: string) => `-----BEGIN CERTIFICATE-----\n${of}\n-----END CERTIFICATE-----`;
const login: DatabaseLogin = {
  ...{ engine: "postgres", host: "db.example.com", port: 5432, databaseName: "wso2", username: "wso2" },
  ...{ password: derivePassword("key", 1), caPem: `${root("AA")}\n${root("BB")}\n` },
};

function planned(databases: StorePasswords["databases"], product = planCarbon("4.10.32", { hostname: "h" })) {
  return planService({
    ...{ node: "node1", target: exampleTarget, product, serviceName: "carbon.internal" },
    passwords: { keystore: "k", truststore: "t", admin: "of-this-stack", databases },
    ...{ certificatePem: "c", privateKeyPem: "p", caPem: "ca", javaOpts: "-Xmx1g" },
    limits: { startTimeoutSec: 60, stopTimeoutSec: 60 } as never,
  });
}

describe("a node with a database", () => {
  const { install } = planned({ shared_db: login });

  it("gets its driver, and tables from the scripts of the release", () => {
    const [library] = install?.libraries ?? [];
    expect(library).toEqual({
      path: "repository/components/lib/jdbc-postgre.jar",
      source: "https://repo1.maven.org/maven2/org/postgresql/postgresql/42.7.14/postgresql-42.7.14.jar",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const [schema] = install?.schemas ?? [];
    expect(schema).toMatchObject({
      name: "shared_db",
      scripts: ["dbscripts/postgresql.sql"],
      host: login.host,
    });
    expect(schema?.jars.map(({ source }) => source.split("/").at(-1))).toEqual([
      "ant-1.10.18.jar",
      "ant-launcher-1.10.18.jar",
      "postgresql-42.7.14.jar",
    ]);
  });

  it("trusts its roots, forgets its old address, and is told of it", () => {
    expect(install?.truststore.certificates).toEqual({
      ...{ "private-root": "ca", "database-root-1": `${root("AA")}\n`, "database-root-2": `${root("BB")}\n` },
    });
    expect(install?.unitText).toContain('"JAVA_OPTS=-Dsun.net.inetaddr.ttl=5 -Xmx1g"');
    const content = install?.files[0]?.content;
    expect(content).toContain("jdbc:postgresql://db.example.com:5432/wso2?sslmode=verify-full&amp;");
    expect(content).toContain(`password = "${login.password}"`);
  });

  it("is rolled for another password, and for another address, and not for nothing", () => {
    const digest = (change: Partial<DatabaseLogin>) =>
      digestService(planned({ shared_db: { ...login, ...change } }));
    expect(digest({})).toBe(digest({}));
    const others = [{ password: derivePassword("key", 2) }, { host: "other.example.com" }].map(digest);
    expect(new Set([digest({}), ...others]).size).toBe(3);
  });

  it("takes jars from a folder, and leaves tables alone that somebody else has made", () => {
    const { install: other } = planned({
      shared_db: { ...login, engine: "mysql", makeTables: false, jarFolder: "file:///srv/jars/" },
    });
    expect(other?.schemas).toBeUndefined();
    expect(other?.libraries?.[0]?.source).toBe("file:///srv/jars/mysql-connector-j-9.7.0.jar");
  });

  it.each([
    ["postgres", "postgresql"],
    ["aurora-postgresql", "postgresql"],
    ["mysql", "mysql"],
    ["mariadb", "mysql"],
    ["aurora-mysql", "mysql"],
    ["sqlserver-se", "mssql"],
    ["oracle-se2", "oracle"],
  ] as const)("makes the tables of %s from %s.sql", (engine, script) => {
    const [schema] = planned({ shared_db: { ...login, engine } }).install?.schemas ?? [];
    expect(schema?.scripts).toEqual([`dbscripts/${script}.sql`]);
  });

  it("fails for a database that the product has no use for", () => {
    expect(() => planned({ apim_db: login })).toThrow("databases.apim_db: wso2carbon-core has shared_db");
    const integrator = planIntegrator("4.4.0");
    expect(() => planned({ shared_db: login }, integrator)).toThrow(/keeps nothing in a database/);
  });

  it("changes nothing of a node without one", () => {
    const { install: without } = planned(undefined);
    expect(Object.keys(without ?? {})).not.toEqual(expect.arrayContaining(["libraries"]));
    expect(without?.unitText).toContain('"JAVA_OPTS=-Xmx1g"');
  });
});
