import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import execa from "execa";
import { ensurePack } from "../../sandbox/carbon";
import { Cli } from "../../sandbox/cli/drive-cli";
import { readOutputs } from "../../sandbox/cli/read-outputs";
import { packageRoot } from "../../sandbox/paths";
import { type InventoryFacts, renderInventory } from "./inventory";
import { limitSec } from "./limit";

/** The cluster that is rolled: a start of 3 s, checks of 2 s (two, a second apart), no stable time, no sessions. */
const setting = { nodes: 3, startSec: 3, checksSec: 2, stableSec: 0 };
const settings = [
  `wso2:nodeCount=${setting.nodes}`,
  `wso2:javaOpts=-Dstandin.startSeconds=${setting.startSec}`,
  `wso2:stableSec=${setting.stableSec}`,
  "wso2:checkIntervalSec=1",
  "wso2:quietSec=0",
];
const [older, newer] = ["4.3.0", "4.4.0"];

process.env.WSO2_SANDBOX_STATE = ".sandbox-bench";
const cli = new Cli(".sandbox-bench", "prod");
const say = (line: string) => process.stderr.write(`${line}\n`);

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  say(`${what}: ${seconds.toFixed(1)} s`);
  return seconds;
}

async function prepareInventory(
  folder: string,
): Promise<Omit<InventoryFacts, "pack" | "folder" | "delaySec">> {
  const outputs = await readOutputs("prod");
  const keyFile = join(folder, "key");
  const knownHostsFile = join(folder, "known_hosts");
  await writeFile(keyFile, outputs.sshPrivateKey, { mode: 0o600 });
  const machines = [...outputs.nodes, ...outputs.loadBalancers];
  const known = machines.map(({ key, address }) => `${address} ${outputs.hostKeys[key]}\n`);
  await writeFile(knownHostsFile, known.join(""));
  const { nodes, loadBalancers, sshUser: user } = outputs;
  return { nodes, loadBalancers, user, keyFile, knownHostsFile, backend: "PRD_wso2ei" };
}

/** The seed's playbook, to a version, with its delay. */
async function play(folder: string, version: string, delaySec: number): Promise<void> {
  const inventory = join(folder, "inventory.json");
  const facts = {
    ...(await prepareInventory(folder)),
    pack: await ensurePack("wso2mi", version, say),
    folder: `wso2mi-${version}`,
    delaySec,
  };
  await writeFile(inventory, renderInventory(facts), { mode: 0o600 });
  const { all, exitCode } = await execa(
    "ansible-playbook",
    ["-i", inventory, join(packageRoot, "bench/roll/playbook.yml")],
    { reject: false, all: true, env: { ANSIBLE_NOCOLOR: "1", ANSIBLE_LOCALHOST_WARNING: "false" } },
  );
  if (exitCode !== 0) throw new Error(`the playbook ended with ${exitCode}:\n${all}`);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-roll-"));
  try {
    await timed("deploy", () => cli.set(`wso2:version=${older}`, ...settings));
    const ours = await timed("roll", () => cli.set(`wso2:version=${newer}`));
    const written = await timed("playbook as written", () => play(folder, older, 20));
    const tuned = await timed("playbook, delay 0", () => play(folder, newer, 0));
    const limit = limitSec(setting);
    const row = (what: string, seconds: number) =>
      `| ${what} | ${seconds.toFixed(1)} | ${(seconds / limit).toFixed(2)} | ${(ours / seconds).toFixed(2)} |`;
    process.stdout.write(
      [
        "| three nodes, one version change | seconds | of the limit | roll / this |",
        "|---|---|---|---|",
        row("limit: start + checks + stable time, each node in turn", limit),
        row("roll, whole command", ours),
        row("playbook of seed 000 as written (delay 20)", written),
        row("the same, delay 0", tuned),
        "",
      ].join("\n"),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
    await cli.must("down");
  }
}

main().catch((error: unknown) => {
  say(String(error));
  process.exitCode = 1;
});
