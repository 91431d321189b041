import { existsSync } from "node:fs";
import { join } from "node:path";
import { Cli } from "../../sandbox/cli/drive-cli";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { elbServes } from "./support/browser-console";
import { underLoad } from "./support/under-load";

const why = whyNoMachines();
if (why && process.env.CI) throw new Error(`system tests can't be skipped in CI: ${why}`);

const stateFolder = ".sandbox-wso2-elb";
const cli = new Cli(stateFolder, "dev");
const minute = 60_000;
const elbs = ["elb1", "elb2"];
const nodes = ["node1", "node2"];
const javaOpts = (heapMb: number) =>
  `wso2:javaOpts=-Xmx${heapMb}m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dstandin.startSeconds=1`;

const logOf = (elb: string) => cli.ssh(elb, "sudo cat /opt/wso2/elb/repository/logs/wso2carbon.log");
const heapOf = (machine: string) => cli.ssh(machine, "pgrep -a java | grep -o 'Xmx[0-9]*m' | tail -1");

(why ? describe.skip : describe)("two WSO2 ELBs in front of two Application Servers, stand-ins", () => {
  beforeAll(
    () =>
      cli.set(
        ...["wso2:system=app-server", "wso2:front=wso2-elb", "wso2:version=5.1.0"],
        ...["wso2:host=management.example.com", "wso2:quietSec=1", "wso2:stableSec=1", javaOpts(200)],
      ),
    20 * minute,
  );

  afterAll(async () => {
    await cli.must("down");
    expect(existsSync(join(packageRoot, stateFolder, "dev"))).toBe(false);
  }, 20 * minute);

  it("have found the servers by Tribes, and say so in their logs", async () => {
    const { nodes: all } = await cli.outputs();
    for (const elb of elbs) {
      const log = await logOf(elb);
      expect(log).toContain("Cluster initialization completed");
      for (const { address } of all) expect(log).toContain(`Host:${address}, Port: 4000, HTTP:9763`);
    }
  });

  it(
    "roll, ELBs and then servers, without losing a request",
    async () => {
      const report = await underLoad(cli, () => cli.set(javaOpts(208)), { ratePerSec: 30 });
      expect(report.failures).toEqual([]);
      expect(report.requests).toBeGreaterThan(500);
      expect(Object.keys(report.byNode).sort()).toEqual(nodes);
      // ELB 2.0 gives up the sessions of a server that leaves.
      expect(report.sessionsMoved).toBeGreaterThan(0);
      for (const machine of [...elbs, ...nodes]) expect((await heapOf(machine)).trim()).toBe("Xmx208m");
      expect(await cli.must("preview")).toMatch(/no changes/i);
    },
    20 * minute,
  );

  it(
    "take servers that answer late for slow, and not for gone",
    async () => {
      // Ten seconds are the longest that a stand-in of an ELB ever gave a connection.
      const hold = ["STOP", "CONT"].map((signal) => `sudo systemctl kill --signal=${signal} wso2-appserver`);
      const change = () => Promise.all(nodes.map((node) => cli.ssh(node, hold.join("; sleep 11; "))));
      const report = await underLoad(cli, change, { ratePerSec: 10 });
      expect(report.failures).toEqual([]);
      expect(report.latencyMs?.max).toBeGreaterThan(10_000);
    },
    20 * minute,
  );

  it(
    "serve on when one of them stops",
    async () => {
      await cli.ssh("elb1", "sudo systemctl stop wso2-elb");
      await elbServes(cli, "elb2");
      const report = await underLoad(cli, () => cli.ssh("elb2", "sleep 5"), { ratePerSec: 30 });
      expect(report.failures).toEqual([]);
      expect(Object.keys(report.byNode).sort()).toEqual(nodes);
      await cli.ssh("elb1", "sudo systemctl start wso2-elb");
      await elbServes(cli, ...elbs);
    },
    20 * minute,
  );
});
