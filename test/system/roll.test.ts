import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensurePack } from "../../sandbox/carbon";
import { Cli } from "../../sandbox/cli/drive-cli";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { itThorough } from "../support/thorough";
import { certificateTests } from "./support/certificate-tests";
import { quickSettings, rollsWithoutLoss, underLoad } from "./support/under-load";

const why = whyNoMachines();

const stateFolder = ".sandbox-test";
const debian12 = "debian-12-amd64-20251112-2294";
const debian13 = "debian-13-amd64-20251117-2299";
/** An older system with an older product, as whoever runs it has. */
const older = ["wso2:version=4.3.0", `wso2:ami=${debian12}`, `wso2:haproxyAmi=${debian12}`];
const cli = new Cli(stateFolder, "prod");
const minute = 60_000;

(why ? describe.skip : describe)("a cluster on machines of the sandbox", () => {
  const three = ["node1", "node2", "node3"];
  const balancers = ["haproxy1", "haproxy2"];

  /** The machine's AMI, and the system that it has. */
  const systemOf = async (machine: string) =>
    (await cli.ssh(machine, "cat /etc/sandbox-image; . /etc/os-release; echo $VERSION_CODENAME"))
      .trim()
      .split("\n");

  /** What an operator types on each HAProxy. */
  const setServer = async (node: string, state: "maint" | "ready") => {
    const command = `set server PRD_wso2ei/${node} state ${state}`;
    const send = `import socket; s = socket.socket(socket.AF_UNIX); s.connect("/run/haproxy/admin.sock"); s.send(b"${command}\\n"); print(s.recv(999).decode())`;
    for (const machine of balancers) await cli.ssh(machine, `sudo python3 -c '${send}'`);
  };

  beforeAll(async () => {
    await cli.must("up", ...[...quickSettings, ...older].flatMap((each) => ["--set", each]));
  }, 15 * minute);

  afterAll(async () => {
    await cli.must("down");
    expect(existsSync(join(packageRoot, stateFolder, "prod"))).toBe(false);
  }, 20 * minute);

  it(
    "shows no change in a preview right after an up",
    async () => {
      expect(await cli.must("preview")).toMatch(/no changes/i);
      // The stack's own outputs, of which a deployment reads what the last one left.
      expect((await cli.run("refresh")).all.trimEnd()).toMatch(/(^|, )1 updated(, \d+ unchanged)?$/m);
    },
    minute,
  );

  it(
    "rolls a version change without losing a request",
    async () => {
      const report = await rollsWithoutLoss(cli, () => cli.set("wso2:version=4.4.0"), three);
      expect(Object.keys(report.byNode).sort()).toEqual(three);
      expect(Object.keys(report.byVersion).sort()).toEqual(["4.3.0", "4.4.0"]);
    },
    15 * minute,
  );

  itThorough(
    "rolls a configuration change without losing a request",
    async () => {
      await rollsWithoutLoss(
        cli,
        () => cli.set('wso2:deploymentToml={"transport":{"http":{"socket_timeout":120000}}}'),
        three,
      );
      const toml = await cli.ssh("node2", "sudo cat /opt/wso2/integrator/conf/deployment.toml");
      expect(toml).toContain("socket_timeout = 120000");
    },
    15 * minute,
  );

  it(
    "rolls from Debian 12 to Debian 13 without losing a request",
    async () => {
      await rollsWithoutLoss(cli, () => cli.set(`wso2:ami=${debian13}`), three);
      for (const node of three) expect(await systemOf(node)).toEqual([debian13, "trixie"]);
    },
    15 * minute,
  );

  it(
    "takes both HAProxy machines to Debian 13 without losing a request or a session, and each keeps who is out",
    async () => {
      await setServer("node3", "maint");
      const report = await underLoad(cli, () => cli.set(`wso2:haproxyAmi=${debian13}`));
      expect([report.failures, report.moves]).toEqual([[], []]);
      expect(report.requests).toBeGreaterThan(500);
      for (const machine of balancers) {
        expect(await systemOf(machine)).toEqual([debian13, "trixie"]);
        expect(await cli.ssh(machine, "/usr/sbin/haproxy -v")).toMatch(/^HAProxy version 3\.0\./);
      }
      const { servers, elbs } = JSON.parse(await cli.must("status", "--json")) as Status;
      const out = servers.filter(({ admin }) => admin !== "ready");
      expect(out.map(({ node, balancer, admin }) => [node, balancer, admin])).toEqual([
        ["node3", "haproxy1", "maint"],
        ["node3", "haproxy2", "maint"],
      ]);
      expect(elbs[0]?.members.map(({ key, state }) => [key, state]).sort()).toEqual([
        ["haproxy1", "InService"],
        ["haproxy2", "InService"],
      ]);
      await setServer("node3", "ready");
    },
    15 * minute,
  );

  describe("certificates", () => certificateTests(cli, three));

  itThorough(
    "adds a node without losing a request",
    async () => {
      const report = await rollsWithoutLoss(cli, () => cli.set("wso2:nodeCount=4"), [...three, "node4"], {
        mostOut: 0,
      });
      expect(report.byNode.node4).toBeGreaterThan(0);
    },
    15 * minute,
  );

  itThorough(
    "removes a node without losing a request",
    async () => {
      await rollsWithoutLoss(cli, () => cli.set("wso2:nodeCount=3"), three);
      const configuration = await cli.ssh("haproxy1", "sudo cat /etc/haproxy/haproxy.cfg");
      expect(configuration).not.toContain("node4");
    },
    15 * minute,
  );

  itThorough(
    "stops at a version that never becomes ready, and comes home with the old value",
    async () => {
      const pack = await ensurePack("wso2mi", "4.9.0", () => {}, { neverReady: true });
      const report = await underLoad(cli, async () => {
        const { exitCode, all } = await cli.run(
          "up",
          "--set",
          "wso2:version=4.9.0",
          "--set",
          `wso2:pack=file://${pack}`,
          "--set",
          "wso2:startTimeoutSec=15",
        );
        expect(exitCode).not.toBe(0);
        expect(all).toMatch(/node1/);
        expect(all).toMatch(/last log lines/);
        expect(all).toMatch(/500/);
        const status = JSON.parse(await cli.must("status", "--json"));
        expect(outOfService(status)).toEqual(["node1"]);
        await cli.set("wso2:version=4.4.0", "wso2:pack=", "wso2:startTimeoutSec=60");
        expect(outOfService(JSON.parse(await cli.must("status", "--json")))).toEqual([]);
      });
      expect(report.failures).toEqual([]);
    },
    20 * minute,
  );

  it(
    "is destroyed in order, and keeps what was set",
    async () => {
      expect((await cli.run("destroy")).all).toMatch(/\d+ deleted$/m);
      expect((await cli.run("status")).all).toContain("Stack prod is not up. First: npm run sandbox -- up");
      expect(existsSync(join(packageRoot, stateFolder, "prod/overrides.json"))).toBe(true);
    },
    20 * minute,
  );
});

interface Status {
  readonly servers: { readonly node: string; readonly balancer: string; readonly admin: string }[];
  readonly elbs: { readonly members: { readonly key: string; readonly state: string }[] }[];
}

function outOfService({ servers }: Status): string[] {
  const out = servers.filter(({ admin }) => admin !== "ready").map(({ node }) => node);
  return [...new Set(out)].sort();
}
