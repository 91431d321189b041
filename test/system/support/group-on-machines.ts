import { mkdirSync, symlinkSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  type DeployedGroup,
  type HealTokens,
  planFirst,
  planHeal,
  RollingGroup,
  type RollLimits,
  readNodeStatus,
} from "../../../components";
import { servicePlans } from "../../../components/nodes/plan-service";
import { poll } from "../../../components/remote/poll";
import { unlockIfStale } from "../../../sandbox/engine";
import type { Cluster } from "../../../sandbox/fleet/cluster";
import { packageRoot } from "../../../sandbox/paths";
import { signalIfThere } from "../../../sandbox/process-identity";
import { type EngineFixture, type Outcome, openFixture } from "../../engine/fixture";

/** Short waits; a drain lasts long enough to meet a fault in the middle of it. */
const limits: RollLimits = {
  ...{ quietSec: 3, sessionTimeoutSec: 6, inFlightTimeoutSec: 10 },
  ...{ startTimeoutSec: 20, stopTimeoutSec: 20, upTimeoutSec: 15, stableSec: 1 },
};

/** A version with a configuration. */
export interface Wanted {
  readonly version: string;
  /** Seconds from the product's start to its readiness. @default 1 */
  readonly startSec?: number;
}

/** A rolling group on a cluster's machines, deployed by the real engine, which a test may kill. */
export class GroupOnMachines {
  private constructor(
    private readonly cluster: Cluster,
    private readonly engine: EngineFixture,
  ) {}

  static async open(cluster: Cluster, name: string): Promise<GroupOnMachines> {
    const engine = await openFixture(name);
    // Commands find the roll program from the engine's working directory.
    mkdirSync(join(engine.dir, "node_modules"));
    symlinkSync(packageRoot, join(engine.dir, "node_modules/pulumi-wso2"));
    return new GroupOnMachines(cluster, engine);
  }

  /** As `pulumi up`, with what the deployment before left and what the balancers say. */
  async up(wanted: Wanted): Promise<Outcome> {
    await unlockIfStale(
      { stack: "test", stateDir: join(this.engine.dir, "state"), project: "wso2" },
      () => {},
    );
    const outputs = await this.engine.outputs();
    const tokens = (outputs.healTokens?.value ?? {}) as HealTokens;
    const deployed = outputs.deployed?.value as DeployedGroup | undefined;
    return this.engine.up(async () => {
      const status = await readNodeStatus(this.cluster.statusPlan());
      const healTokens = planHeal(tokens, status);
      const group = this.createGroup(wanted, { deployed, healTokens, first: planFirst(status) });
      return { deployed: group.deployed, healTokens };
    });
  }

  /** The same for one that must succeed. */
  async must(wanted: Wanted): Promise<void> {
    const { error } = await this.up(wanted);
    if (error !== undefined) throw new Error(error);
  }

  /** Kills the engine that is at work, as a machine that runs out of memory does. */
  async killEngine(): Promise<void> {
    const folder = join(this.engine.dir, "state/pulumi-state/.pulumi/locks/organization/wso2/test");
    const locks = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    const { pid } = JSON.parse(await readFile(join(folder, locks[0] ?? ""), "utf8")) as { pid: number };
    process.kill(pid, "SIGKILL");
  }

  /** Kills the engine and all that it has started, as a computer that loses power does. */
  async killAll(): Promise<void> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
    const environments = await Promise.all(
      pids.map((pid) => readFile(`/proc/${pid}/environ`, "latin1").catch(() => "")),
    );
    // All at one moment: who sees another one go puts the node back.
    for (const [index, pid] of pids.entries()) {
      if (pid !== process.pid && environments[index]?.includes(this.engine.dir))
        signalIfThere(pid, "SIGKILL");
    }
  }

  remove(): Promise<void> {
    return this.engine.remove();
  }

  private createGroup(
    { version, startSec = 1 }: Wanted,
    last: { deployed?: DeployedGroup; healTokens: HealTokens; first: string[] },
  ): RollingGroup {
    const { cluster } = this;
    const target = (key: string) => pulumi.secret(cluster.fleet.target(key));
    const { target: _, ...distribution } = cluster.stagePlan(cluster.nodes[0] ?? "", version);
    return new RollingGroup("group", {
      hosts: {
        keys: cluster.nodes,
        ssh: target,
        describe: () => "a machine that is there already",
        create: ({ key }) => ({ ssh: target(key), prepared: key, ready: [] }),
      },
      workload: {
        version,
        packages: [],
        ...servicePlans,
        distribution,
        plan: ({ key }) => pulumi.secret(cluster.servicePlan(key, version, { startSec: String(startSec) })),
      },
      balancers: {
        members: ({ key }) => pulumi.secret([...cluster.membershipPlan(key).members]),
        configured: [],
      },
      limits,
      ...last,
    });
  }
}

/** Waits for the moment in which a fault is to strike. */
export async function moment(holds: () => Promise<boolean>): Promise<void> {
  const came = await poll(async () => (await holds()) || undefined, { timeoutSec: 60, intervalMs: 100 });
  if (!came) throw new Error("the moment did not come within 60 s");
}
