import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { elbFiles } from "./elb-files";
import { planFollowing, planTakeOut, readInService } from "./follow-workers";
import { pathInside, runInside } from "./inside-machine";
import { askMaster, parseWorkers } from "./master-cli";
import { type ElbInstanceHealth, parseHealth, sumInFlight } from "./parse-stats";
import type { PlaneModel, PlanePool } from "./plane-model";
import { pollUntil } from "./poll-until";
import { parseServerState, planDeregistered, renderServerState } from "./server-state";

const reloadLimitSec = 20;

/** There as soon as systemd takes orders. */
const systemdSocket = "/run/systemd/private";

interface PoolState {
  readonly pool: PlanePool;
  /** Members of the running HAProxy, and whether they are in service. */
  readonly current: ReadonlyMap<string, boolean>;
  readonly leaving: readonly string[];
  /** Processes in which those that leave may still have something in flight. */
  readonly workers: readonly number[];
}

/** The HAProxy in a machine that stands for one load balancer. */
export class ElbDataPlane {
  /** @param init First process of the machine. */
  constructor(
    private readonly init: number,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Makes the machine serve the model. Requests in flight go on; nothing happens when it does so already.
   *
   * @param certificates From `planCertificateFiles`.
   * @throws Error when HAProxy refuses the configuration; what ran before runs on.
   */
  async apply(balancer: PlaneModel, certificates: ReadonlyMap<string, string>): Promise<void> {
    const { config, pools, name, ports } = balancer;
    const digest = createHash("sha256")
      .update(JSON.stringify([config, ...certificates]))
      .digest("hex");
    if ((await this.readText(elbFiles.applied)) === digest) return;
    await mkdir(this.path(elbFiles.certificates), { recursive: true, mode: 0o700 });
    for (const [path, text] of certificates) await this.write(path, text, 0o600);
    await this.write(elbFiles.candidate, config, 0o644);
    await runInside(this.init, ["haproxy", "-c", "-q", "-f", elbFiles.candidate]);
    const states: PoolState[] = [];
    for (const pool of pools) states.push(await this.takeOut(pool));
    const leaving = states.flatMap((each) => each.leaving);
    if (leaving.length > 0) this.log(`deregistered ${leaving.join(", ")}`);
    const wanted = states.map(({ pool, current }) => ({ ...pool, current }));
    await this.write(elbFiles.state, renderServerState(wanted), 0o644);
    await rename(this.path(elbFiles.candidate), this.path(elbFiles.config));
    await this.reload();
    await this.write(elbFiles.applied, digest, 0o644);
    const served = new Set(pools.flatMap(({ members }) => members.map(({ instanceId }) => instanceId)));
    this.log(`${name} serves ${served.size} instances on ${ports}`);
    for (const state of states) this.endDraining(name, state);
  }

  /** How the balancer sees its instances now, by pool; empty while it doesn't serve. */
  async health(pools: readonly PlanePool[]): Promise<Map<PlanePool, ElbInstanceHealth[]>> {
    if (!existsSync(this.path(elbFiles.applied))) return new Map();
    const csv = await this.ask("@1 show stat");
    return new Map(pools.map((pool) => [pool, parseHealth(csv, pool.health)]));
  }

  /** Workers that only finish old connections send requests to whom the serving one has in service. */
  async follow(pools: readonly PlanePool[]): Promise<void> {
    const serving = await this.ask("@1 show stat");
    for (const { health } of pools) {
      const inService = readInService(serving, health);
      await this.changeWorkers(
        (csv) => planFollowing(csv, inService, health),
        ({ old }) => old,
      );
    }
  }

  /** Requests on their way to each address, also in workers that only finish old connections. */
  async inFlight(): Promise<Record<string, number>> {
    const workers = parseWorkers(await this.ask("show proc"));
    return sumInFlight(await Promise.all(workers.map(({ pid }) => this.ask(`@!${pid} show stat`))));
  }

  private path(path: string): string {
    return pathInside(this.init, path);
  }

  private ask(command: string): Promise<string> {
    return askMaster(this.path(elbFiles.masterSocket), command);
  }

  private readText(path: string): Promise<string | undefined> {
    return readFile(this.path(path), "utf8").catch(() => undefined);
  }

  private async write(path: string, text: string, mode: number): Promise<void> {
    await writeFile(this.path(path), text, { mode });
    await chmod(this.path(path), mode);
  }

  /** Who is no member any more gets nothing new, from no worker. */
  private async takeOut(pool: PlanePool): Promise<PoolState> {
    const current = await this.currentState(pool);
    const leaving = planDeregistered(pool.members, current);
    if (leaving.length === 0) return { pool, current, leaving, workers: [] };
    const stays = new Set(pool.members.map(({ address }) => address));
    const workers = await this.changeWorkers((csv) => planTakeOut(csv, stays, pool.health));
    return { pool, current, leaving, workers };
  }

  private async currentState({ health }: PlanePool): Promise<Map<string, boolean>> {
    if (!existsSync(this.path(elbFiles.applied))) return new Map();
    return parseServerState(await this.ask(`@1 show servers state ${health}`), health);
  }

  /** Changes servers in each worker by what it says of them, in old ones too. */
  private async changeWorkers(
    plan: (csv: string) => readonly string[],
    which: (worker: { old: boolean }) => boolean = () => true,
  ): Promise<number[]> {
    const workers = parseWorkers(await this.ask("show proc")).filter(which);
    for (const { pid } of workers) {
      for (const command of plan(await this.ask(`@!${pid} show stat`))) await this.ask(`@!${pid} ${command}`);
    }
    return workers.map(({ pid }) => pid);
  }

  private async reload(): Promise<void> {
    await pollUntil("systemd in the load balancer's machine", reloadLimitSec, async () =>
      existsSync(this.path(systemdSocket)) ? true : undefined,
    );
    const before = await this.servingWorker().catch(() => undefined);
    await runInside(this.init, ["systemctl", "reload-or-restart", "haproxy.service"]);
    await pollUntil("a HAProxy worker with the new configuration", reloadLimitSec, async () => {
      const now = await this.servingWorker();
      return now !== undefined && now !== before ? now : undefined;
    });
  }

  private async servingWorker(): Promise<number | undefined> {
    return parseWorkers(await this.ask("show proc")).find(({ old }) => !old)?.pid;
  }

  /** When the draining time is over, what is still in flight on deregistered instances is cut. */
  private endDraining(name: string, { pool, leaving, workers }: PoolState): void {
    const { cutAfterSec, serving } = pool;
    if (leaving.length === 0 || cutAfterSec === undefined) return;
    const cut = async () => {
      await delay(cutAfterSec * 1000, undefined, { ref: false });
      for (const pid of workers) {
        for (const backend of serving) {
          for (const id of leaving) await this.ask(`@!${pid} shutdown sessions server ${backend}/${id}`);
        }
      }
    };
    cut().catch((error: Error) => this.log(`${name}: end of draining: ${error.message}`));
  }
}
