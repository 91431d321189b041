import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureKernelPack } from "../../sandbox/carbon-kernel";
import { jarsFolder } from "../../sandbox/databases/ensure-jars";
import { pollUntil } from "../../sandbox/elb/poll-until";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { CarbonCluster, oneByOne, together } from "./support/carbon-cluster";
import { signIn } from "./support/carbon-console";
import { filesWith, passwordsOf, storePasswordOf } from "./support/encrypted-secrets";
import { allServe } from "./support/killed-node";
import { describeFailover, SharedDatabase, SignInWatch } from "./support/shared-database";

const why = whyNoMachines();
const stateFolder = ".sandbox-database";
const cluster = new CarbonCluster(stateFolder);
const { cli } = cluster;
/** The other engine is tried by `DATABASE_ENGINE=mariadb`. */
const engine = process.env.DATABASE_ENGINE === "mariadb" ? "mariadb" : "postgres";
const database = new SharedDatabase(cli, "wso2-dev-database", engine);
const minute = 60_000;

(why ? describe.skip : describe)("WSO2's own servers with their shared database on RDS", () => {
  let password = "";

  beforeAll(async () => {
    await ensureKernelPack("4.10.32", () => {});
    await cluster.create({
      ...{ ami: "debian-12-amd64-20250316-2053", version: "4.10.32", vpcCidr: "10.48.0.0/16" },
      ...{ zoneCount: "2", haproxyCount: "1", database: JSON.stringify({ engine }) },
      ...oneByOne,
    });
    password = (await cli.outputs()).adminPassword ?? "";
  }, 20 * minute);

  afterAll(async () => {
    await cli.must("down", "--stack", "dev");
    expect(existsSync(join(packageRoot, stateFolder, "dev"))).toBe(false);
  }, 20 * minute);

  it("came up from nothing: one of them made the tables, and both keep the same account there", async () => {
    expect(await database.query("SELECT NAME, STATE, NODE FROM PULUMI_WSO2_SCHEMA")).toBe(
      "shared_db|made|node1",
    );
    expect(await database.query("SELECT UM_USER_NAME FROM UM_USER")).toBe("admin");
    expect(await database.clients()).toBe("2");
    for (const node of ["node1", "node2"]) {
      expect(await cluster.configuration(node)).not.toContain("jdbc:h2:./repository/database/WSO2SHARED_DB");
    }
  });

  it(
    "have no password in any file of theirs once they are encrypted, also after systemd has started one anew",
    async () => {
      const nodes = ["node1", "node2"];
      // In its configuration, and in what the server makes of that.
      for (const node of nodes)
        expect((await filesWith(cluster, node, [password])).length).toBeGreaterThan(1);
      await cluster.change({
        ...together,
        encryptSecrets: JSON.stringify({ jarFolder: `file://${jarsFolder()}` }),
      });
      const at = await cli.outputs();
      for (const node of nodes) {
        const passwords = await passwordsOf(cluster, node);
        expect(passwords.length).toBeGreaterThan(4);
        expect(passwords.filter((each) => !each.startsWith("$secret{"))).toEqual([]);
        const secrets = [password, await storePasswordOf(cluster, node)];
        expect(secrets.map((each) => each.length > 15)).toEqual([true, true]);
        expect(await filesWith(cluster, node, secrets)).toEqual([]);
        expect(
          (await filesWith(cluster, node, ["$secret{database_shared_db_password}"])).length,
        ).toBeGreaterThan(0);
      }
      await cli.ssh("node1", "sudo systemctl restart wso2-carbon");
      await allServe(cli);
      // With each node in its turn.
      for (let turn = 0; turn < 4; turn++)
        expect((await signIn(at, "admin", password)).location).toMatch(/loginStatus=true$/);
      expect(await filesWith(cluster, "node1", [password])).toEqual([]);
    },
    20 * minute,
  );

  it(
    "go on by themselves when RDS fails over, and when the machine that took over dies: no request is lost",
    async () => {
      const before = database.primary();
      const said: string[] = [];
      const report = await cluster.underLoad(async () => {
        const watch = new SignInWatch(await cli.outputs(), password);
        const lets = (since: number) => async () => {
          // As many in a row as both nodes take in turn.
          const last = watch.since(since).slice(-6);
          return (last.length === 6 && last.every(({ signedIn }) => signedIn)) || undefined;
        };
        const change = async (what: string, act: () => Promise<void>) => {
          const primary = database.primary();
          const at = watch.now();
          await act();
          await pollUntil(`another machine serves after ${what}`, 60, async () =>
            database.primary() === primary ? undefined : true,
          );
          const moved = watch.now();
          await pollUntil(`sign-ins after ${what}`, 120, lets(moved));
          said.push(
            `${what}: another machine serves after ${moved - at} ms; ${describeFailover(watch.attempts, at)}`,
          );
        };
        try {
          await pollUntil("sign-ins before", 60, lets(0));
          await change("RebootDBInstance with ForceFailover", () => database.askForFailover());
          await pollUntil(
            "a standby again",
            60,
            async () => (await database.standbys()) === "1" || undefined,
          );
          await change("the primary's machine dies", () => database.killPrimary());
        } finally {
          await watch.stop();
        }
      });
      console.log([...said, `${report.requests} requests, ${report.failures.length} failed`].join("\n"));
      expect([report.failures, report.moves]).toEqual([[], []]);
      expect(database.primary()).toBe(before);
      expect(await database.query("SELECT UM_USER_NAME FROM UM_USER")).toBe("admin");
    },
    20 * minute,
  );
});
