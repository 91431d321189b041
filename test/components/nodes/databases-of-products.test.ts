import type { DatabaseLogin } from "../../../components/database/plan-access";
import { planApiManager } from "../../../components/nodes/api-manager/plan-api-manager";
import { checkIdentityServer } from "../../../components/nodes/identity-server/check-identity-server";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import { planIntegrator } from "../../../components/nodes/integrator/plan-integrator";
import { planService } from "../../../components/nodes/plan-service";
import type { Product } from "../../../components/nodes/product";
import { Wso2Workload } from "../../../components/nodes/wso2-workload";
import { exampleTarget } from "../program/example-plans";
import { valueAt } from "./toml-facts";

const root = "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n";
const login = (databaseName: string, engine: DatabaseLogin["engine"] = "postgres"): DatabaseLogin => ({
  ...{ engine, host: "db.example.com", port: 5432, databaseName, username: "wso2", password: "Wd1secret" },
  ...{ caPem: root, makeDatabase: true },
});
const made = { databasesOfWorkload: true };
const apiManager = planApiManager("4.5.0", { hostname: "api.example.com", ...made });
const identity = planIdentityServer("7.1.0", { hostname: "is.example.com", ...made });

function planned(product: Product, databases: Record<string, DatabaseLogin>) {
  const shared = { certificatePem: "sc", privateKeyPem: "sp" };
  return planService({
    ...{ node: "node1", target: exampleTarget, product, serviceName: "x.internal", shared },
    passwords: { keystore: "k", truststore: "t", admin: "of-this-stack", databases },
    ...{ certificatePem: "c", privateKeyPem: "p", caPem: "ca", javaOpts: "" },
    limits: { startTimeoutSec: 60, stopTimeoutSec: 60 } as never,
  }).install;
}

describe.each([
  ["API Manager", apiManager, "apim_db", ["apimgt/postgresql.sql"], ["apimgt/mssql.sql"]],
  [
    "Identity Server",
    identity,
    "identity_db",
    ["identity/postgresql.sql", "consent/postgresql.sql"],
    ["identity/mssql.sql", "consent/mssql.sql"],
  ],
] as const)("%s with databases that the deployment makes", (_name, product, own, scripts, onSqlServer) => {
  const install = planned(product, { [own]: login("one"), shared_db: login("two") });
  const toml = install?.files[0]?.content ?? "";

  it("is told of both, with the driver, the pool and the checks that outlast a failover", () => {
    for (const [key, name] of [
      [own, "one"],
      ["shared_db", "two"],
    ] as const) {
      expect(valueAt(toml, `database.${key}`)).toMatchObject({
        ...{ type: "postgre", driver: "org.postgresql.Driver", username: "wso2", password: "Wd1secret" },
        url: expect.stringContaining(
          `jdbc:postgresql://db.example.com:5432/${name}?sslmode=verify-full&amp;`,
        ),
        pool_options: expect.not.objectContaining({ validationQuery: expect.anything() }),
      });
    }
    expect(toml).not.toMatch(/jdbc:h2:[^"]*WSO2(AM|SHARED|IDENTITY)_DB/);
    expect(install?.unitText).toContain("-Dsun.net.inetaddr.ttl=5");
    expect(install?.truststore.certificates["database-root-1"]).toBe(root);
    expect(install?.libraries?.map(({ path }) => path)).toEqual([
      "repository/components/lib/jdbc-postgre.jar",
    ]);
  });

  it("gets each database made, and its tables from the release's own scripts", () => {
    const schemas = (engine: DatabaseLogin["engine"]) =>
      planned(product, { [own]: login("one", engine), shared_db: login("two", engine) })?.schemas?.map(
        ({ name, databaseName, makeDatabase, scripts: those }) => [name, databaseName, makeDatabase, those],
      );
    const inFolder = (names: readonly string[]) => names.map((each) => `dbscripts/${each}`);
    expect(schemas("postgres")).toEqual([
      [own, "one", true, inFolder(scripts)],
      ["shared_db", "two", true, ["dbscripts/postgresql.sql"]],
    ]);
    expect(schemas("sqlserver-se")?.map((each) => each[3])).toEqual([
      inFolder(onSqlServer),
      ["dbscripts/mssql.sql"],
    ]);
  });

  const given =
    (databases: Record<string, DatabaseLogin> | undefined, of: Product = product) =>
    () =>
      new Wso2Workload({
        ...{ product: of, sha256: "unverified", authority: {} as never, serviceName: "x.internal" },
        passwords: {} as never,
        ...(of.sharedKeystore ? { sharedCertificate: { certificatePem: "c", privateKeyPem: "p" } } : {}),
        ...(databases ? { databases } : {}),
      });

  it("fails before anything is registered without them, with one of them, and with another one", () => {
    expect(given({ [own]: login("one"), shared_db: login("two") })).not.toThrow();
    expect(given(undefined)).toThrow(
      new RegExp(`databases\\.${own}: is needed.*databases\\.shared_db: is`, "s"),
    );
    expect(given({ [own]: login("one") })).toThrow(/databases\.shared_db: is needed: wso2/);
    expect(given({ [own]: login("one"), shared_db: login("two"), user_db: login("three") })).toThrow(
      /databases\.user_db: is set, but wso2/,
    );
    expect(given({ shared_db: login("two") }, planIntegrator("4.4.0"))).toThrow(
      /databases: is set, but .* keeps nothing in a database/,
    );
  });
});

it("takes several nodes with databases of the workload, and fails where the settings have some, too", () => {
  const settings = { hostname: "is.example.com", ...made };
  expect(checkIdentityServer("7.1.0", settings)).toEqual([]);
  const shared = { type: "mysql", url: "jdbc:mysql://db/x", username: "u", password: "p" } as const;
  const both = { ...settings, databases: { identity_db: shared, shared_db: shared } };
  expect(checkIdentityServer("7.1.0", both)).toEqual([
    { propertyPath: "databases", reason: expect.stringContaining("so is databasesOfWorkload") },
  ]);
});
