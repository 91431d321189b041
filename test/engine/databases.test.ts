import { rmSync } from "node:fs";
import { antJars } from "../../components/database/ant";
import { drivers } from "../../components/database/drivers";
import { jarPath } from "../../components/database/jar-cache";
import { bringJars } from "../../components/database/live/bring-jars";
import { makeSchema, readSchema, trySchema } from "../../components/database/live/make-schema";
import type { SchemaPlan } from "../../components/database/schema-plan";
import type { SshConnection } from "../../components/remote/ssh/connection";
import { ensureKernelHome } from "../../sandbox/carbon-kernel/ensure-kernel";
import type { DatabasePair } from "../../sandbox/databases/pair";
import { startPostgresPair } from "../../sandbox/databases/postgres-pair";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { localContext } from "../components/nodes/live/local-machine";
import { exampleTarget } from "../components/program/example-plans";

const why = whyNoMachines();
const jars = [...antJars, drivers.postgre];
const lines: string[] = [];
const context = localContext(lines);

(why ? describe.skip : describe)("Debian's PostgreSQL with a standby", () => {
  let pair: DatabasePair;
  let connection: SshConnection;
  let home = "";
  let plan: SchemaPlan;

  beforeAll(async () => {
    const login = { database: "wso2", username: "wso2", password: "Wd1secret" };
    pair = await startPostgresPair({ port: 15_430, ...login, log: () => {} });
    home = await ensureKernelHome("4.10.32", () => {});
    connection = await context.pool.connect(exampleTarget);
    plan = {
      ...{ name: "shared_db", engine: "postgres", host: "localhost", port: pair.port, caPem: pair.caPem },
      ...{ databaseName: "wso2", username: "wso2", password: "Wd1secret" },
      ...{ jars, scripts: ["dbscripts/postgresql.sql"] },
    };
    await bringJars(context, connection, jars);
  }, 600_000);
  afterAll(async () => {
    await pair?.stop();
    for (const { sha256 } of jars) rmSync(jarPath(sha256), { force: true });
  });

  const tables = () =>
    pair.query("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'");

  it("is refused where its certificate is of nobody that is trusted, or of another name", async () => {
    expect(await trySchema(connection, { ...plan, caPem: otherRoot })).toEqual([
      expect.stringMatching(/^no way to postgres localhost\/wso2: .*certification path/s),
    ]);
    expect(await trySchema(connection, { ...plan, host: "127.0.0.1" })).toEqual([
      expect.stringMatching(/could not be verified by hostnameverifier/),
    ]);
    const [wrong] = await trySchema(connection, { ...plan, password: "not-the-password" });
    expect(wrong).toMatch(/password authentication failed/);
    expect(wrong).not.toContain("not-the-password");
  });

  it("gets the tables of the kernel's own script once, from two nodes that come at one time", async () => {
    expect(await readSchema(connection, plan)).toEqual({ is: "empty" });
    await Promise.all([1, 2].map(() => makeSchema(context, connection, plan, home)));
    expect(await readSchema(connection, plan)).toEqual({ is: "made" });
    expect(Number(await tables())).toBeGreaterThan(50);
    expect(lines.filter((each) => /make tables shared_db in/.test(each))).toHaveLength(1);
    await pair.query("INSERT INTO um_domain (um_domain_name, um_tenant_id) VALUES ('KEPT', 1)");
    await makeSchema(context, connection, plan, home);
    expect(await pair.query("SELECT um_domain_name FROM um_domain WHERE um_tenant_id = 1")).toBe("KEPT");
  });

  it("has all of it where its address leads once the primary is lost", async () => {
    await pair.failOver();
    expect(await readSchema(connection, plan)).toEqual({ is: "made" });
    expect(await pair.query("SELECT um_domain_name FROM um_domain WHERE um_tenant_id = 1")).toBe("KEPT");
  });

  it("is one machine for further databases, each made once with its own tables by whoever comes first", async () => {
    const further = { ...plan, name: "apim_db", databaseName: "Wso2_apim", makeDatabase: true };
    expect(await trySchema(connection, further)).toEqual([]);
    await Promise.all([1, 2].map(() => makeSchema(context, connection, further, home)));
    expect(await readSchema(connection, further)).toEqual({ is: "made" });
    expect(await pair.query("SELECT count(*) FROM pg_database WHERE datname = 'Wso2_apim'")).toBe("1");
    expect(lines.filter((each) => /make tables apim_db in/.test(each))).toHaveLength(1);
    expect(await readSchema(connection, plan)).toEqual({ is: "made" });
  });

  it("fails where tables are half made, and where somebody else has made them", async () => {
    await pair.query("UPDATE pulumi_wso2_schema SET state = 'failed'");
    const half = /are half made: .* began at 2\S+ and did not come to the end/;
    await expect(makeSchema(context, connection, plan, home)).rejects.toThrow(half);
    expect(await trySchema(connection, plan)).toEqual([expect.stringMatching(half)]);
    await pair.query("DROP TABLE pulumi_wso2_schema");
    await expect(makeSchema(context, connection, plan, home)).rejects.toThrow(
      /has \d+ tables that were made otherwise/,
    );
    expect(await pair.query("SELECT um_domain_name FROM um_domain WHERE um_tenant_id = 1")).toBe("KEPT");
  });

  it("fails with the statement's words where a script fails, and does not run it again", async () => {
    await pair.query("DROP SCHEMA public CASCADE");
    await pair.query("CREATE SCHEMA public");
    const broken = { ...plan, scripts: ["dbscripts/h2.sql"] };
    await expect(makeSchema(context, connection, broken, home)).rejects.toThrow(/h2\.sql to run to its end/);
    await expect(makeSchema(context, connection, plan, home)).rejects.toThrow(/are half made/);
  });
});

/** Of nobody. */
const otherRoot = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUNdWwdMD64Nwq6OYkVo5hEXjYOmUwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGbm9ib2R5MCAXDTI2MTEyNjIzMDM0MloYDzIxMjYxMTAyMjMw
MzQyWjARMQ8wDQYDVQQDDAZub2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATaIgwuJX8MH/QQQ60NPmWQE+vE9AW0VouW9OESW4K0GCkNIlF1LOjoK3FKQLRi
idDy3FNcOMl4CaVXV3+qh+j6o1MwUTAdBgNVHQ4EFgQUmqB0snYQPpf0gBozkzCp
8/xBTiUwHwYDVR0jBBgwFoAUmqB0snYQPpf0gBozkzCp8/xBTiUwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAsUBamGIWEH5iNsyFADvK5RPHvOXR
a4i13errkfbTJeQCIFM7SwNf0UONcWCVXmQyoq+TU3p4m9dk/QHhqa5wTsU4
-----END CERTIFICATE-----
`;
