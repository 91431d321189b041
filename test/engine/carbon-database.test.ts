import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { dirname, join } from "node:path";
import { antJars } from "../../components/database/ant";
import { drivers } from "../../components/database/drivers";
import { jarPath } from "../../components/database/jar-cache";
import { bringJars } from "../../components/database/live/bring-jars";
import { makeSchema } from "../../components/database/live/make-schema";
import { planAccess } from "../../components/database/plan-access";
import { runTool } from "../../sandbox/carbon/run-tool";
import { ensureKernelHome } from "../../sandbox/carbon-kernel/ensure-kernel";
import { type LocalServer, startLocalServer } from "../../sandbox/carbon-kernel/local-server";
import type { DatabasePair } from "../../sandbox/databases/pair";
import { startPostgresPair } from "../../sandbox/databases/postgres-pair";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { localContext } from "../components/nodes/live/local-machine";
import { exampleTarget } from "../components/program/example-plans";

const why = whyNoMachines();
const jars = [...antJars, drivers.postgre];
const offset = 21_000;
const adminPassword = "of-this-stack";

(why ? describe.skip : describe)("WSO2's own server with its users in PostgreSQL", () => {
  let pair: DatabasePair;
  let server: LocalServer;

  beforeAll(async () => {
    const { version } = { version: "4.10.32" };
    const login = { database: "wso2", username: "wso2", password: "Wd1secret" };
    pair = await startPostgresPair({ port: 15_440, ...login, log: () => {} });
    const context = localContext([]);
    const connection = await context.pool.connect(exampleTarget);
    const where = { engine: "postgres", host: "localhost", port: pair.port, databaseName: "wso2" } as const;
    const access = { ...where, username: "wso2", password: "Wd1secret" };
    await bringJars(context, connection, jars);
    const scripts = ["dbscripts/postgresql.sql"];
    const schema = { name: "shared_db", ...access, caPem: pair.caPem, jars, scripts };
    await makeSchema(context, connection, schema, await ensureKernelHome(version, () => {}));
    server = await startLocalServer({
      ...{ version, adminPassword, settings: { offset, databases: { shared_db: planAccess(access) } } },
      startTimeoutSec: 300,
      prepare: async (home, { driverFolder = "", truststore }) => {
        copyFileSync(jarPath(drivers.postgre.sha256), join(home, driverFolder, "jdbc-postgre.jar"));
        const ca = join(dirname(home), "ca.pem");
        writeFileSync(ca, pair.caPem);
        const store = ["-keystore", join(home, truststore.path), "-storepass", "wso2carbon"];
        const from = ["-importcert", "-noprompt", "-alias", "database-root-1", "-file", ca];
        await runTool("keytool", [...from, ...store], { debianPackage: "default-jre-headless" });
      },
    });
  }, 900_000);
  afterAll(async () => {
    await server?.remove();
    await pair?.stop();
    for (const { sha256 } of jars) rmSync(jarPath(sha256), { force: true });
  });

  it("keeps its users and its registry there", async () => {
    expect(await pair.query("SELECT um_user_name FROM um_user")).toBe("admin");
    expect(Number(await pair.query("SELECT count(*) FROM reg_path"))).toBeGreaterThan(10);
    expect(await signIn(adminPassword)).toBe("in");
    expect(await signIn("not-the-password")).toBe("refused");
  }, 120_000);

  it("signs users in again after a failover, with the tables of before", async () => {
    const paths = await pair.query("SELECT count(*) FROM reg_path");
    const seen: { atMs: number; tookMs: number; what: string }[] = [];
    const began = performance.now();
    let over = false;
    const load = (async () => {
      while (!over) {
        const at = performance.now();
        const what = await signIn(adminPassword);
        seen.push({ atMs: at - began, tookMs: performance.now() - at, what });
      }
    })();
    await waitFor(() => seen.filter(({ what }) => what === "in").length >= 5);
    const failedAt = performance.now() - began;
    await pair.failOver();
    const failoverMs = performance.now() - began - failedAt;
    await waitFor(
      () => seen.filter(({ what, atMs }) => what === "in" && atMs > failedAt + failoverMs).length >= 5,
    );
    over = true;
    await load;
    const lost = seen.filter(({ what }) => what !== "in");
    const after = seen.find(({ what, atMs }) => what === "in" && atMs > failedAt);
    console.info(
      `failover ${Math.round(failoverMs)} ms; ${seen.length} sign-ins, ${lost.length} failed ` +
        `(${[...new Set(lost.map(({ what }) => what))].join(", ")}), the first good one ` +
        `${Math.round((after?.atMs ?? 0) + (after?.tookMs ?? 0) - failedAt)} ms after the loss; ` +
        `longest answer ${Math.round(Math.max(...seen.map(({ tookMs }) => tookMs)))} ms`,
    );
    expect(seen.at(-1)?.what).toBe("in");
    expect(await pair.query("SELECT pg_is_in_recovery()")).toBe("f");
    expect(Number(await pair.query("SELECT count(*) FROM reg_path"))).toBeGreaterThanOrEqual(Number(paths));
  }, 170_000);
});

async function waitFor(holds: () => boolean): Promise<void> {
  const end = performance.now() + 120_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error("not within 120 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the console says to a user's name and password. */
function signIn(password: string): Promise<string> {
  const body = new URLSearchParams({ username: "admin", password }).toString();
  return new Promise((resolve) => {
    const outgoing = request(
      {
        ...{ host: "127.0.0.1", port: 9443 + offset, path: "/carbon/admin/login_action.jsp", method: "POST" },
        ...{ agent: false, rejectUnauthorized: false, timeout: 90_000 },
        headers: { "content-type": "application/x-www-form-urlencoded", "content-length": body.length },
      },
      (response) => {
        response.resume();
        const { location = "" } = response.headers;
        if (location.includes("loginStatus=true")) resolve("in");
        else resolve(location.includes("loginStatus=false") ? "refused" : `status ${response.statusCode}`);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer within 90 s")));
    outgoing.on("error", (error) => resolve(error.message));
    outgoing.end(body);
  });
}
