import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTurns } from "../../components/remote/in-turns";
import { interruptible } from "../../sandbox/cli/interrupt";
import { ensureEngine, openStack } from "../../sandbox/engine";
import { balancers, Cluster } from "../../sandbox/fleet/cluster";
import type { Estate } from "./estate";
import { deployFleet, type FleetTarget, fleetSetting } from "./fleet-program";
import { limitSec } from "./limit";
import { Controller } from "./playbook";
import { type Contender, race, type Surroundings } from "./race";
import type { SizeResult } from "./tables";

const versions = { before: "1.0.0", ours: "1.0.1", seed000: "1.0.2", seed002: "1.0.3" };
const ratePerSec = 20;
/** A playbook takes several seconds a host: on more than these it would only show the same for longer. */
const mostPlaybookHosts = 10;
/** Machines that are prepared at the same time. */
const sideBySide = 4;

/** So many light machines behind two HAProxy machines, rolled one at a time by each contender. */
export async function benchSize(hosts: number, surroundings: Surroundings): Promise<SizeResult[]> {
  const { say, stop, folder } = surroundings;
  const nodes = Array.from({ length: hosts }, (_, index) => `node${index + 1}`);
  const cluster = new Cluster(nodes);
  try {
    say(`${hosts} hosts: booting`);
    await cluster.create(Object.values(versions));
    await prepare(cluster, stop);
    const deploy = await openFleetStack(cluster, join(folder, `size-${hosts}`), say);
    say(`${hosts} hosts: first deployment`);
    await deploy({ version: versions.before, isFirst: true });
    const played = nodes.slice(0, mostPlaybookHosts);
    const estate = describeEstate(cluster, played);
    const controller = await Controller.create(estate, join(folder, `ansible-${hosts}`), stop);
    const over = played.length < hosts ? `, its first ${played.length} hosts` : "";
    const play = (playbook: string, version: string) => () => {
      const pack = fileURLToPath(cluster.stagePlan("node1", version).source);
      return controller.play(playbook, { pack, folder: `fake-${version}` }, { delaySec: 0, greenSec: 0 });
    };
    const contenders: Contender[] = [
      { name: "roll", roll: () => deploy({ version: versions.ours }) },
      { name: `playbook of seed 000, delay 0${over}`, roll: play("seed-000.yml", versions.seed000) },
      { name: `playbook of seed 002, until green${over}`, roll: play("seed-002.yml", versions.seed002) },
    ];
    const target = { url: `${cluster.urls[0]}/`, host: "wso2.example" };
    const results = await race(contenders, target, ratePerSec, {
      ...surroundings,
      say: (line) => say(`${hosts} hosts, ${line}`),
    });
    return results.map((result, index) => {
      const batches = index === 0 ? hosts : played.length;
      return { ...result, hosts, batches, limitSec: limitSec({ ...fleetSetting, batches }) };
    });
  } finally {
    await cluster.fleet.destroy();
  }
}

async function prepare(cluster: Cluster, stop: AbortSignal): Promise<void> {
  await inTurns(sideBySide, [...balancers, ...cluster.nodes], async (name) => {
    stop.throwIfAborted();
    await cluster.fleet.must("prepare", cluster.preparePlan(name));
  });
  const { backend, ...config } = cluster.config(cluster.nodes);
  const check = { ...backend.check, ...fleetSetting.checks };
  for (const name of balancers) {
    const plan = cluster.haproxyPlan(name, cluster.nodes, { ...config, backend: { ...backend, check } });
    await cluster.fleet.must("configure-haproxy", plan);
  }
}

/** A stack of its own on the real engine. @returns what brings all nodes to a version */
async function openFleetStack(cluster: Cluster, folder: string, say: Surroundings["say"]) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "Pulumi.yaml"), "name: wso2\nruntime: nodejs\nmain: stacks/index.ts\n");
  await writeFile(join(folder, "Pulumi.bench.yaml"), "config: {}\n");
  let program: () => Promise<Record<string, unknown>> = async () => ({});
  const stack = await openStack({
    stack: "bench",
    stateDir: join(folder, "state"),
    projectDir: folder,
    engineDir: await ensureEngine(say),
    env: {},
    overrides: {},
    program: () => program(),
  });
  return async (target: FleetTarget) => {
    program = () => deployFleet(cluster, target);
    await interruptible(say, (signal) => stack.up({ signal }));
  };
}

function describeEstate(cluster: Cluster, nodes: readonly string[]): Estate {
  return {
    nodes: nodes.map((name) => cluster.fleet.target(name)),
    balancers: balancers.map((name) => cluster.fleet.target(name)),
    backend: cluster.config([]).backend.name,
    trafficPort: 8253,
    unit: "fake-product.service",
    directory: "/opt/wso2",
    owner: "wso2",
    homeLink: "/opt/wso2/fake",
    configuration: ["conf/product.conf", "conf/password", "conf/server.xml"],
    stores: ["repository/node.p12", "repository/trust.p12"],
  };
}
