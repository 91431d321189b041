import { checkDatabase, checkFurtherDatabase } from "../../../components/database/check-database";
import type { DatabaseSettings } from "../../../components/database/database-settings";
import { type DatabaseEngine, engines } from "../../../components/database/engines";
import { derivePassword } from "../../../components/database/password";
import { planDatabase } from "../../../components/database/plan-database";
import { someRoot } from "../../support/some-root";

const caPem = someRoot;
const all = Object.keys(engines) as DatabaseEngine[];

const of = (engine: DatabaseEngine, change: Partial<DatabaseSettings> = {}): DatabaseSettings => ({
  ...{ engine, subnetCount: 2, caPem },
  // Express has no standby.
  ...(engine === "sqlserver-ex" ? { multiAz: false } : {}),
  ...change,
});
const where = (settings: DatabaseSettings, name = "db") =>
  checkDatabase(name, settings).map(({ propertyPath }) => propertyPath);

describe("checkDatabase", () => {
  it.each(all)("takes %s with nothing but its defaults", (engine) => {
    expect(checkDatabase("wso2-prod-database", of(engine))).toEqual([]);
  });

  it.each<[DatabaseEngine, Partial<DatabaseSettings>, string]>([
    ["postgres", { version: "9.6" }, "version"],
    ["postgres", { version: "16.4.1" }, "version"],
    ["mysql", { version: "5.7.44" }, "version"],
    ["sqlserver-se", { version: "2022" }, "version"],
    ["oracle-se2", { version: "12.1" }, "version"],
    ["aurora-mysql", { version: "5.7.mysql_aurora.2.11.1" }, "version"],
    ["sqlserver-ex", { multiAz: true }, "multiAz"],
    ["sqlserver-se", { instanceClass: "db.m6g.large" }, "instanceClass"],
    ["oracle-se2", { instanceClass: "db.r6gd.large" }, "instanceClass"],
    ["sqlserver-ee", { instanceClass: "db.t3.small" }, "instanceClass"],
    ["aurora-postgresql", { instanceClass: "db.m6g.large" }, "instanceClass"],
    ["postgres", { instanceClass: "db.serverless" }, "instanceClass"],
    ["postgres", { instanceClass: "m6g.large" }, "instanceClass"],
    ["postgres", { storageGiB: 10 }, "storageGiB"],
    ["postgres", { storageGiB: 100, maxStorageGiB: 105 }, "maxStorageGiB"],
    ["aurora-mysql", { storageGiB: 100 }, "storageGiB"],
    ["aurora-mysql", { backupDays: 0, deletionProtection: false }, "backupDays"],
    ["postgres", { backupDays: 0 }, "backupDays"],
    ["postgres", { backupDays: 36 }, "backupDays"],
    ["sqlserver-se", { backupDays: 0, deletionProtection: false }, "backupDays"],
    ["postgres", { username: "admin" }, "username"],
    ["postgres", { username: "rdsadmin" }, "username"],
    ["mysql", { username: "a-user" }, "username"],
    ["mysql", { username: "u".repeat(17) }, "username"],
    ["oracle-se2", { username: "SYSTEM" }, "username"],
    ["sqlserver-se", { username: "sa" }, "username"],
    ["oracle-se2", { databaseName: "WSO2SHARED" }, "databaseName"],
    ["postgres", { databaseName: "postgres" }, "databaseName"],
    ["mysql", { databaseName: "1st" }, "databaseName"],
    ["sqlserver-se", { databaseName: "tempdb" }, "databaseName"],
    ["postgres", { subnetCount: 1 }, "subnetIds"],
    ["postgres", { caPem: "" }, "caPem"],
    ["postgres", { caPem: `${caPem}${caPem.replace(/M.{9}/, "")}` }, "caPem"],
    ["postgres", { passwordGeneration: 0 }, "passwordGeneration"],
    ["postgres", { backupWindow: "2-3" }, "backupWindow"],
    ["postgres", { maintenanceWindow: "Sunday" }, "maintenanceWindow"],
    ["maria" as DatabaseEngine, {}, "engine"],
  ])("fails %s with %j at %s alone", (engine, change, path) => {
    expect(where(of(engine, change))).toEqual([path]);
  });

  it.each(["Db", "1db", "db-", "a--b", "d".repeat(52), ""])("fails the name %j", (name) => {
    expect(where(of("postgres"), name)).toEqual(["name"]);
  });

  it("says all that is wrong at once", () => {
    const wrong = { version: "1", instanceClass: "x", storageGiB: 1, username: "sa", subnetCount: 0 };
    expect(where(of("sqlserver-se", wrong))).toEqual([
      ...["version", "username", "instanceClass", "subnetIds", "storageGiB"],
    ]);
  });
});

describe("planDatabase", () => {
  const families: Readonly<Record<DatabaseEngine, string>> = {
    postgres: "postgres16",
    mysql: "mysql8.4",
    mariadb: "mariadb11.4",
    "sqlserver-se": "sqlserver-se-16.0",
    "sqlserver-ee": "sqlserver-ee-16.0",
    "sqlserver-ex": "sqlserver-ex-16.0",
    "oracle-se2": "oracle-se2-19",
    "oracle-ee": "oracle-ee-19",
    "aurora-postgresql": "aurora-postgresql16",
    "aurora-mysql": "aurora-mysql8.0",
  };

  it.each(all)("gives %s the parameters of its own family, and a way in by TLS alone", (engine) => {
    const plan = planDatabase(of(engine));
    expect(plan.family).toBe(families[engine]);
    const enforced = plan.parameters.find(({ name }) => /force_ssl|require_secure_transport/.test(name));
    if (plan.options.length > 0) expect(plan.options[0]).toMatchObject({ name: "SSL", port: plan.port });
    else expect(enforced?.value).toMatch(/^(1|ON)$/);
  });

  it.each([
    ["postgres", "17.2", "postgres17"],
    ["mysql", "8.0.40", "mysql8.0"],
    ["sqlserver-se", "15.00.4410.1.v1", "sqlserver-se-15.0"],
    ["oracle-ee", "19.0.0.0.ru-2025-01.rur-2025-01.r1", "oracle-ee-19"],
    ["aurora-mysql", "8.0.mysql_aurora.3.08.0", "aurora-mysql8.0"],
  ] as const)("takes the family of %s %s from its major version", (engine, version, family) => {
    expect(checkDatabase("db", of(engine, { version }))).toEqual([]);
    expect(planDatabase(of(engine, { version })).family).toBe(family);
  });

  it("leaves the database of SQL Server to the first node: RDS makes none", () => {
    const plan = planDatabase(of("sqlserver-se"));
    expect([plan.madeDatabase, plan.databaseName]).toEqual([undefined, "wso2"]);
    expect(planDatabase(of("oracle-se2")).madeDatabase).toBe("WSO2");
  });
});

describe("derivePassword", () => {
  const shortest = Math.min(...all.map((engine) => engines[engine].longestPassword));

  it("makes what each engine takes, for any key", () => {
    for (const index of Array.from({ length: 500 }, (_, each) => each)) {
      const password = derivePassword(`key ${index}`, (index % 1_000) + 1);
      expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{28}$/);
      expect(password.length).toBeLessThanOrEqual(shortest);
    }
  });

  it("makes another one of another key, and of another generation", () => {
    const made = ["a", "b"].flatMap((key) => [1, 2, 11].map((each) => derivePassword(key, each)));
    expect(new Set(made).size).toBe(6);
    expect(derivePassword("a", 1)).toBe(made[0]);
  });
});

describe("checkFurtherDatabase", () => {
  it.each(all.filter((engine) => engines[engine].type !== "oracle"))("takes another one on %s", (engine) => {
    expect(checkFurtherDatabase(engine, "wso2_apim_shared")).toEqual([]);
  });

  it.each([
    ["oracle-se2", "WSO2B", "engine"],
    ["oracle-ee", "WSO2B", "engine"],
    ["postgres", "template0", "databaseName"],
    ["mysql", "wso2-apim", "databaseName"],
    ["sqlserver-se", "master", "databaseName"],
  ] as const)("fails on %s for %s", (engine, name, path) => {
    expect(checkFurtherDatabase(engine, name).map(({ propertyPath }) => propertyPath)).toEqual([path]);
  });
});
