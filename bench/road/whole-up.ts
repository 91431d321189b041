import { join } from "node:path";
import execa from "execa";
import { ensurePack } from "../../sandbox/carbon";
import { useSandboxAwsCli } from "../../sandbox/cli/aws-cli";
import { Cli } from "../../sandbox/cli/drive-cli";
import { readJournal } from "../../sandbox/cli/journal";
import { journalPath, planSandboxStack } from "../../sandbox/cli/open-sandbox";
import { readSettings } from "../../sandbox/cli/stack-settings";
import { ensureCloud } from "../../sandbox/cloud";
import { ensureEngine } from "../../sandbox/engine";
import { openWorkspace } from "../../sandbox/engine/stack-workspace";
import { packageRoot, sandboxPaths } from "../../sandbox/paths";
import { whyNoMachines } from "../../sandbox/prerequisites";
import { limitSec } from "../roll/limit";
import { setting, settings } from "../roll/setting";
import { planProfile, type RollRunTimes } from "./profile";
import { median } from "./road-table";
import { renderUps } from "./up-table";

const stateFolder = ".sandbox-bench";
const stack = "prod";

/** `pulumi up` as its user types it, on the stack that a sandbox has. @returns how long it took, and when */
async function pulumiUp(version: string): Promise<RollRunTimes> {
  const { stateDir } = sandboxPaths(stack);
  const [engineDir, cloud, found] = await Promise.all([
    ensureEngine(() => {}),
    ensureCloud(stack, packageRoot),
    readSettings(stack, {}),
  ]);
  const { endpoint } = cloud.status;
  const overrides = { "wso2:version": version };
  const planned = { stack, engineDir, endpoint, settings: found, overrides, log: () => {} };
  const { automation, stackFile, pulumiHome } = await openWorkspace(planSandboxStack(planned));
  const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", stack];
  const startedAt = Date.now();
  await execa(join(engineDir, "pulumi"), [...args, "--config-file", stackFile], {
    cwd: packageRoot,
    env: { ...automation.envVars, PULUMI_HOME: pulumiHome },
  });
  return { startedAt, endedAt: Date.now(), journal: await readJournal(journalPath(stateDir)) };
}

const secondsOf = ({ startedAt, endedAt }: RollRunTimes) => (endedAt - startedAt) / 1000;

/** A whole `up` of a new version on three nodes, against its limit and an `up` that changes nothing, in turns. */
export async function benchUps(turns: number, say: (line: string) => void): Promise<string> {
  const reason = whyNoMachines();
  if (reason) throw new Error(reason);
  process.env.WSO2_SANDBOX_STATE = stateFolder;
  useSandboxAwsCli();
  // A version that no node has, so that each roll brings one.
  const versions = Array.from({ length: turns + 1 }, (_, turn) => `4.4.${turn}`);
  await Promise.all(versions.map((version) => ensurePack("wso2mi", version, say)));
  const cli = new Cli(stateFolder, stack);
  try {
    say("deploying three nodes");
    await cli.set(`wso2:version=${versions[0]}`, ...settings);
    const unchanged: number[] = [];
    const rolls: RollRunTimes[] = [];
    await pulumiUp(versions[0] ?? "");
    for (const [turn, version] of versions.slice(1).entries()) {
      unchanged.push(secondsOf(await pulumiUp(versions[turn] ?? "")));
      rolls.push(await pulumiUp(version));
      const [still, moved] = [unchanged.at(-1) ?? 0, secondsOf(rolls[turn] as RollRunTimes)];
      say(`turn ${turn + 1} of ${turns}: no change ${still.toFixed(1)} s, roll ${moved.toFixed(1)} s`);
    }
    const [whole] = [...rolls].sort((a, b) => secondsOf(a) - secondsOf(b)).slice(rolls.length >> 1);
    return renderUps({
      turns,
      limitSec: limitSec(setting),
      unchangedSec: median(unchanged),
      rollSec: median(rolls.map(secondsOf)),
      profile: planProfile(whole as RollRunTimes),
    });
  } finally {
    await cli.must("down");
  }
}
