import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { drivers } from "../../components/database/drivers";
import { poolOptions, renderJdbcUrl } from "../../components/database/jdbc";
import { planAccess } from "../../components/database/plan-access";
import { ensureKernelHome } from "../../sandbox/carbon-kernel/ensure-kernel";
import { ensureJars, jarsFolder } from "../../sandbox/databases/ensure-jars";
import type { DatabasePair } from "../../sandbox/databases/pair";
import { startPostgresPair } from "../../sandbox/databases/postgres-pair";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { whyNoMachines } from "../../sandbox/prerequisites";

const why = whyNoMachines();
const login = { username: "wso2", password: "Wd1secret" };
const neededJars = [/^jdbc-pool_/, /^tomcat-juli/];

/** Less than three connections would wait if each waited for as long as the address lets it: 30 s. */
const limitMs = 60_000;

(why ? describe.skip : describe)("the pool of WSO2's own servers, by the options that nodes get", () => {
  const folder = mkdtempSync(join(tmpdir(), "pool-"));
  let pair: DatabasePair;
  let home = "";
  let pool: ChildProcessWithoutNullStreams;
  let said: AsyncIterator<string>;

  beforeAll(async () => {
    await ensureJars(() => {});
    home = await ensureKernelHome("4.10.32", () => {});
    pair = await startPostgresPair({ port: 15_440, database: "wso2", ...login, log: () => {} });
    writeFileSync(join(folder, "ca.pem"), pair.caPem);
    const store = ["-keystore", join(folder, "trust.p12"), "-storetype", "PKCS12", "-storepass", "changeit"];
    const imported = ["-importcert", "-noprompt", "-alias", "ca", "-file", join(folder, "ca.pem")];
    execFileSync("keytool", [...imported, ...store], { stdio: "ignore" });
    const jars = [join(home, "repository/components/plugins"), join(home, "bin")].flatMap((each) =>
      readdirSync(each)
        .filter((name) => neededJars.some((pattern) => pattern.test(name)))
        .map((name) => join(each, name)),
    );
    const classpath = [...jars, join(jarsFolder(), basename(drivers.postgre.source))].join(":");
    const where = { host: "localhost", port: pair.port };
    const access = planAccess({ engine: "postgres", ...where, databaseName: "wso2", ...login });
    const options = {
      ...{ ...access.poolOptions, driverClassName: access.driver, ...login },
      // As it is once the server's XML is read.
      url: renderJdbcUrl("postgres", { ...where, database: "wso2" }),
    };
    const trust = [`trustStore=${join(folder, "trust.p12")}`, "trustStorePassword=changeit"];
    pool = spawn("java", [
      ...["-cp", classpath, ...trust.map((each) => `-Djavax.net.ssl.${each}`)],
      join(__dirname, "pool/Borrow.java"),
      ...Object.entries(options).map(([name, value]) => `${name}=${value}`),
    ]);
    pool.stderr.resume();
    said = createInterface({ input: pool.stdout })[Symbol.asyncIterator]();
    expect((await said.next()).value).toBe("ready");
  }, 300_000);

  afterAll(async () => {
    pool?.kill("SIGKILL");
    await pair?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    "gives what answers to a request that needs three connections, although those of before are to a machine that says nothing",
    async () => {
      pool.stdin.write("\n");
      expect((await said.next()).value).toBe("taken");
      const takenAt = Date.now();
      await pair.failOver({ silently: true });
      // One that was good a second ago is not looked at again.
      const isDue = async () => Date.now() - takenAt > 2 * poolOptions.validationInterval || undefined;
      await pollUntil("connections that are looked at", 10, isDue);
      pool.stdin.write("\n");
      expect((await said.next()).value).toBe("taken");
    },
    limitMs,
  );
});
