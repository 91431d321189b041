import { join } from "node:path";
import { ensurePack } from "../../sandbox/carbon";
import { Cli } from "../../sandbox/cli/drive-cli";
import { readJournal } from "../../sandbox/cli/journal";
import { journalPath } from "../../sandbox/cli/open-sandbox";
import { readOutputs } from "../../sandbox/cli/read-outputs";
import { sandboxPaths } from "../../sandbox/paths";
import type { Estate, Release } from "./estate";
import { limitSec } from "./limit";
import { Controller } from "./playbook";
import { type Contender, race, type Surroundings } from "./race";
import { rollSpanSec } from "./roll-span";
import { setting, settings } from "./setting";
import { renderRace } from "./tables";

const versions = {
  before: "4.3.0",
  ours: "4.4.0",
  seed000: "4.4.1",
  tuned: "4.4.2",
  seed002: "4.4.3",
  short: "4.4.4",
};
/** The modules of Debian 12's Ansible, which the playbooks run with, do not work on the Python of Debian 13. */
const debian12 = ["ami", "haproxyAmi"].map((key) => `wso2:${key}=debian-12-amd64-20251112-2294`);
/** Enough to see a loss; the two cores that it shares with the nodes have time left for the contenders. */
const ratePerSec = 20;
const stateFolder = ".sandbox-bench";
const stack = "prod";

/** Three Carbon stand-ins behind HAProxy and a load balancer: the project's own stack. @returns a table */
export async function benchIntegrator(surroundings: Surroundings): Promise<string> {
  process.env.WSO2_SANDBOX_STATE = stateFolder;
  const { say, stop, folder } = surroundings;
  const cli = new Cli(stateFolder, stack, stop);
  try {
    say("deploying three nodes");
    await cli.set(`wso2:version=${versions.before}`, ...debian12, ...settings);
    const { estate, target } = await describeEstate(cli);
    const controller = await Controller.create(estate, join(folder, "integrator"), stop);
    const releases = await packAll(say);
    const seeds = (playbook: string, release: Release, waits: { delaySec: number; greenSec: number }) => () =>
      controller.play(playbook, release, waits);
    const contenders: Contender[] = [
      {
        name: "roll, whole command",
        roll: async () => void (await cli.set(`wso2:version=${versions.ours}`)),
      },
      {
        name: "playbook of seed 000 as written (delay 20)",
        roll: seeds("seed-000.yml", releases.seed000, { delaySec: 20, greenSec: 0 }),
      },
      {
        name: "the same, delay 0",
        roll: seeds("seed-000.yml", releases.tuned, { delaySec: 0, greenSec: 0 }),
      },
      {
        name: "playbook of seed 002 as written (20 s green)",
        roll: seeds("seed-002.yml", releases.seed002, { delaySec: 0, greenSec: 20 }),
      },
      {
        name: "the same, until green",
        roll: seeds("seed-002.yml", releases.short, { delaySec: 0, greenSec: 0 }),
      },
    ];
    const results = await race(contenders, target, ratePerSec, surroundings);
    const { stateDir } = sandboxPaths(stack);
    const spanSec = rollSpanSec(await readJournal(journalPath(stateDir)));
    return renderRace({ limitSec: limitSec(setting), spanSec, results });
  } finally {
    await new Cli(stateFolder, stack).must("down");
  }
}

async function packAll(say: Surroundings["say"]): Promise<Record<keyof typeof versions, Release>> {
  const packed = Object.entries(versions).map(async ([key, version]) => [
    key,
    { pack: await ensurePack("wso2mi", version, say), folder: `wso2mi-${version}` },
  ]);
  return Object.fromEntries(await Promise.all(packed));
}

async function describeEstate(cli: Cli) {
  const {
    sshUser: user,
    sshPrivateKey: privateKey,
    hostKeys,
    nodes,
    loadBalancers,
  } = await readOutputs(stack);
  const targets = (machines: typeof nodes) =>
    machines.map(({ key, address }) => ({
      name: key,
      host: address,
      user,
      privateKey,
      hostKey: hostKeys[key] ?? "",
    }));
  const estate: Estate = {
    nodes: targets(nodes),
    balancers: targets(loadBalancers),
    backend: "PRD_wso2ei",
    trafficPort: 8253,
    unit: "wso2-integrator.service",
    directory: "/opt/wso2",
    owner: "wso2",
    homeLink: "/opt/wso2/integrator",
    configuration: ["conf/deployment.toml"],
    stores: ["node", "trust"].map((name) => `repository/resources/security/${name}.p12`),
  };
  const { url, host, caFile } = await cli.outputs();
  return { estate, target: { url, host, caFile } };
}
