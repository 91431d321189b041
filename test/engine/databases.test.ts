import { rmSync } from "node:fs";
import { antJars } from "../../components/database/ant";
import { drivers } from "../../components/database/drivers";
import { jarPath } from "../../components/database/jar-cache";
import { bringJars } from "../../components/database/live/bring-jars";
import { makeSchema, readSchema, trySchema } from "../../components/database/live/make-schema";
import type { SchemaPlan } from "../../components/database/schema-plan";
import type { SshConnection } from "../../components/remote/ssh/connection";
import { ensureKernelHome } from "../../sandbox/carbon-kernel/ensure-kernel";
import { startMariadbPair } from "../../sandbox/databases/mariadb-pair";
import type { DatabasePair } from "../../sandbox/databases/pair";
import { startPostgresPair } from "../../sandbox/databases/postgres-pair";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { localContext } from "../components/nodes/live/local-machine";
import { exampleTarget } from "../components/program/example-plans";
import { countStandbys } from "../support/count-standbys";
import { someRoot } from "../support/some-root";

const why = whyNoMachines();

/** What the engines have words of their own for. */
const kinds = [
  {
    engine: "postgres",
    ...{ title: "PostgreSQL", start: startPostgresPair, port: 15_430 },
    ...{ jars: [...antJars, drivers.postgre], script: "dbscripts/postgresql.sql" },
    otherName: /could not be verified by hostnameverifier/,
    wrongPassword: /password authentication failed/,
    tables: "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'",
    further: "SELECT count(*) FROM pg_database WHERE datname = 'Wso2_apim'",
    empty: "DROP SCHEMA public CASCADE; CREATE SCHEMA public",
    otherRoot: /certification path/,
  },
  {
    engine: "mariadb",
    ...{ title: "MariaDB", start: startMariadbPair, port: 15_450 },
    ...{ jars: [...antJars, drivers.mariadb], script: "dbscripts/mysql.sql" },
    otherName: /SSL hostname verification failed/,
    wrongPassword: /Access denied for user 'wso2'/,
    tables: "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'wso2'",
    further: "SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'Wso2_apim'",
    empty: "DROP DATABASE wso2; CREATE DATABASE wso2",
    otherRoot: /Self signed certificates/,
  },
] as const;

(why ? describe.skip : describe).each(kinds)("Debian's $title with a standby", (kind) => {
  const { jars, engine } = kind;
  const lines: string[] = [];
  const context = localContext(lines);
  let pair: DatabasePair;
  let connection: SshConnection;
  let home = "";
  let plan: SchemaPlan;

  beforeAll(async () => {
    const login = { database: "wso2", username: "wso2", password: "Wd1secret" };
    pair = await kind.start({ port: kind.port, ...login, log: () => {} });
    home = await ensureKernelHome("4.10.32", () => {});
    connection = await context.pool.connect(exampleTarget);
    plan = {
      ...{ name: "shared_db", engine, host: "localhost", port: pair.port, caPem: pair.caPem },
      ...{ databaseName: "wso2", username: "wso2", password: "Wd1secret" },
      ...{ jars, scripts: [kind.script] },
    };
    await bringJars(context, connection, jars);
  }, 600_000);
  afterAll(async () => {
    await pair?.stop();
    for (const { sha256 } of jars) rmSync(jarPath(sha256), { force: true });
  });

  const kept = () => pair.query("SELECT UM_DOMAIN_NAME FROM UM_DOMAIN WHERE UM_TENANT_ID = 1");

  it("is refused where its certificate is of nobody that is trusted, or of another name", async () => {
    expect(await trySchema(connection, { ...plan, caPem: someRoot })).toEqual([
      expect.stringMatching(
        new RegExp(`^no way to ${engine} localhost/wso2: .*${kind.otherRoot.source}`, "s"),
      ),
    ]);
    expect(await trySchema(connection, { ...plan, host: "127.0.0.1" })).toEqual([
      expect.stringMatching(kind.otherName),
    ]);
    const [wrong] = await trySchema(connection, { ...plan, password: "not-the-password" });
    expect(wrong).toMatch(kind.wrongPassword);
    expect(wrong).not.toContain("not-the-password");
  });

  it("gets the tables of the kernel's own script once, from two nodes that come at one time", async () => {
    expect(await readSchema(connection, plan)).toEqual({ is: "empty" });
    await Promise.all([1, 2].map(() => makeSchema(context, connection, plan, home)));
    expect(await readSchema(connection, plan)).toEqual({ is: "made" });
    expect(Number(await pair.query(kind.tables))).toBeGreaterThan(50);
    expect(lines.filter((each) => /make tables shared_db in/.test(each))).toHaveLength(1);
    await pair.query("INSERT INTO UM_DOMAIN (UM_DOMAIN_NAME, UM_TENANT_ID) VALUES ('KEPT', 1)");
    await makeSchema(context, connection, plan, home);
    expect(await kept()).toBe("KEPT");
  });

  it("has all of it where its address leads once the primary is lost", async () => {
    // Each commit waits until the standby has it: whatever was told to be written is there afterwards.
    expect(await pair.query(countStandbys[engine])).toBe("1");
    const written: string[] = ["KEPT"];
    const write = async () => {
      for (;;) {
        const name = `KEPT${written.length}`;
        await pair.query(`INSERT INTO UM_DOMAIN (UM_DOMAIN_NAME, UM_TENANT_ID) VALUES ('${name}', 2)`);
        written.push(name);
      }
    };
    const cut = write().catch(() => "cut");
    await pollUntil("rows", 60, async () => written.length > 5 || undefined);
    await pair.failOver();
    expect(await cut).toBe("cut");
    const found = (await pair.query("SELECT UM_DOMAIN_NAME FROM UM_DOMAIN WHERE UM_TENANT_ID <= 2")).split(
      "\n",
    );
    expect(written.filter((name) => !found.includes(name))).toEqual([]);
    expect(await readSchema(connection, plan)).toEqual({ is: "made" });
    expect(await kept()).toBe("KEPT");
  });

  // Of the other engines all of it runs by `DATABASE_ENGINE=mariadb`: it takes a minute.
  const itOnce = engine === "postgres" || process.env.DATABASE_ENGINE === engine ? it : it.skip;

  itOnce(
    "is one machine for further databases, each made once with its own tables by whoever comes first",
    async () => {
      const further = { ...plan, name: "apim_db", databaseName: "Wso2_apim", makeDatabase: true };
      expect(await trySchema(connection, further)).toEqual([]);
      await Promise.all([1, 2].map(() => makeSchema(context, connection, further, home)));
      expect(await readSchema(connection, further)).toEqual({ is: "made" });
      expect(await pair.query(kind.further)).toBe("1");
      expect(lines.filter((each) => /make tables apim_db in/.test(each))).toHaveLength(1);
      expect(await readSchema(connection, plan)).toEqual({ is: "made" });
    },
  );

  itOnce("fails where tables are half made, and where somebody else has made them", async () => {
    await pair.query("UPDATE PULUMI_WSO2_SCHEMA SET state = 'failed'");
    const half = /are half made: .* began at 2\S+ and did not come to the end/;
    await expect(makeSchema(context, connection, plan, home)).rejects.toThrow(half);
    expect(await trySchema(connection, plan)).toEqual([expect.stringMatching(half)]);
    await pair.query("DROP TABLE PULUMI_WSO2_SCHEMA");
    await expect(makeSchema(context, connection, plan, home)).rejects.toThrow(
      /has \d+ tables that were made otherwise/,
    );
    expect(await kept()).toBe("KEPT");
  });

  itOnce("fails with the statement's words where a script fails, and does not run it again", async () => {
    await pair.query(kind.empty);
    const broken = { ...plan, scripts: ["dbscripts/h2.sql"] };
    await expect(makeSchema(context, connection, broken, home)).rejects.toThrow(/h2\.sql to run to its end/);
    await expect(makeSchema(context, connection, plan, home)).rejects.toThrow(/are half made/);
  });
});
