import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensurePack } from "../../sandbox/carbon";
import { Cli } from "../../sandbox/cli/drive-cli";
import { packageRoot } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { itThorough } from "../support/thorough";
import { quickSettings, rollsWithoutLoss, underLoad } from "./support/under-load";

const why = whyNoMachines();

const stateFolder = ".sandbox-strategies";
const cli = new Cli(stateFolder, "dev");
const minute = 60_000;

const up = (...values: string[]) => cli.run("up", ...values.flatMap((value) => ["--set", value]));
const takeTwoAway = () => cli.set("wso2:batch=", "wso2:pauseAfterBatch=", "wso2:nodeCount=3");
const nodeKeys = async () => (await cli.outputs()).nodes.map(({ key }) => key);

(why ? describe.skip : describe)("batches and strategies, on machines of the sandbox", () => {
  const five = ["node1", "node2", "node3", "node4", "node5"];

  beforeAll(async () => {
    // A range of its own: another test on machines may begin at the same moment.
    const settings = [
      ...quickSettings,
      "wso2:version=4.5.0",
      "wso2:nodeCount=5",
      "wso2:vpcCidr=10.46.0.0/16",
    ];
    await cli.must("up", ...settings.flatMap((each) => ["--set", each]));
  }, 15 * minute);

  afterAll(async () => {
    await cli.must("down", "--stack", "dev");
    expect(existsSync(join(packageRoot, stateFolder, "dev"))).toBe(false);
  }, 20 * minute);

  it(
    "rolls a canary, waits for approval, then the rest at once, without losing a request",
    async () => {
      const change = async () => {
        const canary = await up('wso2:batch=[1,"100%"]', "wso2:pauseAfterBatch=1", "wso2:version=4.4.0");
        expect(canary.exitCode).not.toBe(0);
        const [, id] = /expected: approval of roll (\w+)/.exec(canary.all) ?? [];
        expect(canary.all).toContain("gate after batch 1");
        const status = JSON.parse(await cli.must("status", "--json")) as Status;
        expect(versionsOf(status)).toEqual(["4.4.0", "4.5.0", "4.5.0", "4.5.0", "4.5.0"]);
        await cli.set(`wso2:approvedRoll=${id}`);
      };
      await rollsWithoutLoss(cli, change, five, { mostOut: 4 });
      expect(versionsOf(JSON.parse(await cli.must("status", "--json")))).toEqual(Array(5).fill("4.4.0"));
    },
    15 * minute,
  );

  itThorough(
    "rolls half of five nodes at once, two and two and one, without losing a request",
    async () => {
      const change = () => cli.set('wso2:batch="50%"', "wso2:pauseAfterBatch=", "wso2:version=4.5.0");
      const report = await rollsWithoutLoss(cli, change, five, { mostOut: 2 });
      expect(Object.keys(report.byNode).sort()).toEqual(five);
    },
    15 * minute,
  );

  itThorough(
    "takes two nodes away, and replaces machines for a version, without losing a request",
    async () => {
      await takeTwoAway();
      const bootOf = () => cli.ssh("node2", "cat /etc/machine-id");
      const before = await bootOf();
      const change = () => cli.set("wso2:strategy=replace", "wso2:version=4.4.0");
      await rollsWithoutLoss(cli, change, five.slice(0, 3));
      expect(await bootOf()).not.toBe(before);
    },
    15 * minute,
  );

  it(
    "brings a second set up beside the first and only then takes that away, without losing a request",
    async () => {
      await takeTwoAway();
      const old = await nodeKeys();
      const change = () => cli.set("wso2:strategy=blue-green", "wso2:version=4.5.0");
      const report = await underLoad(cli, change);
      expect(report.failures).toEqual([]);
      const now = await nodeKeys();
      expect(now).toHaveLength(3);
      expect(Object.keys(report.byNode).sort()).toEqual([...old, ...now].sort());
      expect(await cli.must("preview")).toMatch(/no changes/i);
    },
    15 * minute,
  );

  itThorough(
    "touches nothing of the first set when the second one never becomes ready; the old value removes it",
    async () => {
      const [old, pack] = await Promise.all([
        nodeKeys(),
        ensurePack("wso2mi", "4.9.0", () => {}, { neverReady: true }),
      ]);
      const report = await underLoad(cli, async () => {
        const failed = await up("wso2:version=4.9.0", `wso2:pack=file://${pack}`, "wso2:startTimeoutSec=10");
        expect(failed.exitCode).not.toBe(0);
        expect(failed.all).toMatch(/last log lines/);
        await cli.set("wso2:version=4.5.0", "wso2:pack=", "wso2:startTimeoutSec=60");
      });
      expect(report.failures).toEqual([]);
      expect(Object.keys(report.byNode).sort()).toEqual([...old].sort());
      expect(await nodeKeys()).toEqual(old);
    },
    15 * minute,
  );
});

interface Status {
  readonly nodes: readonly { readonly key: string; readonly version: string }[];
}

function versionsOf({ nodes }: Status): string[] {
  return nodes.map(({ version }) => version.replace(/^[a-z0-9]+-/, "")).sort();
}
