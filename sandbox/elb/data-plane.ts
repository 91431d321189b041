import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { elbFiles } from "./elb-files";
import type { ElbModel } from "./elb-model";
import { planFollowing, planTakeOut, readInService } from "./follow-workers";
import { pathInside, runInside } from "./inside-machine";
import { askMaster, parseWorkers } from "./master-cli";
import { type ElbInstanceHealth, parseHealth, sumInFlight } from "./parse-stats";
import { pollUntil } from "./poll-until";
import { healthBackend, renderElbConfig } from "./render-elb-config";
import { listenerBackend } from "./render-listener";
import { parseServerState, planDeregistered, renderServerState } from "./server-state";

const reloadLimitSec = 20;

/** There as soon as systemd takes orders. */
const systemdSocket = "/run/systemd/private";

/** The HAProxy in a machine that stands for one classic ELB. */
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
  async apply(elb: ElbModel, certificates: ReadonlyMap<string, string>): Promise<void> {
    const config = renderElbConfig(elb);
    const digest = createHash("sha256")
      .update(JSON.stringify([config, ...certificates]))
      .digest("hex");
    if ((await this.readText(elbFiles.applied)) === digest) return;
    await mkdir(this.path(elbFiles.certificates), { recursive: true, mode: 0o700 });
    for (const [path, text] of certificates) await this.write(path, text, 0o600);
    await this.write(elbFiles.candidate, config, 0o644);
    await runInside(this.init, ["haproxy", "-c", "-q", "-f", elbFiles.candidate]);
    const current = await this.currentState();
    const leaving = planDeregistered(elb.members, current);
    const stays = new Set(elb.members.map(({ address }) => address));
    const workers = leaving.length > 0 ? await this.changeWorkers((csv) => planTakeOut(csv, stays)) : [];
    if (leaving.length > 0) this.log(`deregistered ${leaving.join(", ")}`);
    await this.write(elbFiles.state, renderServerState(elb.members, elb.healthCheck, current), 0o644);
    await rename(this.path(elbFiles.candidate), this.path(elbFiles.config));
    await this.reload();
    await this.write(elbFiles.applied, digest, 0o644);
    this.log(
      `${elb.name} serves ${elb.members.length} instances on ${elb.listeners.map((each) => each.port)}`,
    );
    if (leaving.length > 0) this.endDraining(elb, leaving, workers);
  }

  /** How the balancer sees its instances now; empty while it doesn't serve. */
  async health(): Promise<ElbInstanceHealth[]> {
    return existsSync(this.path(elbFiles.applied)) ? parseHealth(await this.ask("@1 show stat")) : [];
  }

  /** Workers that only finish old connections send requests to whom the serving one has in service. */
  async follow(): Promise<void> {
    const inService = readInService(await this.ask("@1 show stat"));
    await this.changeWorkers(
      (csv) => planFollowing(csv, inService),
      ({ old }) => old,
    );
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

  private async currentState(): Promise<Map<string, boolean>> {
    if (!existsSync(this.path(elbFiles.applied))) return new Map();
    return parseServerState(await this.ask(`@1 show servers state ${healthBackend}`));
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
  private endDraining(elb: ElbModel, instanceIds: readonly string[], workers: readonly number[]): void {
    const cut = async () => {
      await delay(elb.drainingTimeoutSec * 1000, undefined, { ref: false });
      for (const pid of workers) {
        for (const { port } of elb.listeners) {
          for (const id of instanceIds) {
            await this.ask(`@!${pid} shutdown sessions server ${listenerBackend(port)}/${id}`);
          }
        }
      }
    };
    cut().catch((error: Error) => this.log(`${elb.name}: end of draining: ${error.message}`));
  }
}
