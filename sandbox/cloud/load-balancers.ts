import { ElbDataPlane } from "../elb/data-plane";
import { planCertificateFiles, type ServerCertificate } from "../elb/elb-certificates";
import { findInit } from "../elb/inside-machine";
import type { ElbInstanceHealth } from "../elb/parse-stats";
import type { PlaneModel } from "../elb/plane-model";
import type { ElbReport } from "./elb-report";
import type { Log } from "./log";

/** Keeps the data plane of every load balancer what the API says, each at its own pace. */
export class LoadBalancers {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly problems = new Map<string, string>();

  constructor(private readonly log: Log) {}

  get isBusy(): boolean {
    return this.busy.size > 0;
  }

  problem(key: string): string | undefined {
    return this.problems.get(key);
  }

  /** Starts to bring one up to date, unless that is under way; the next round comes back to it. */
  settle(elb: PlaneModel, pid: number, certificates: readonly ServerCertificate[]): void {
    if (this.busy.has(elb.key)) return;
    const work = this.apply(elb, pid, certificates).finally(() => this.busy.delete(elb.key));
    this.busy.set(elb.key, work);
  }

  /** How a load balancer sees its instances, each once; empty while its machine doesn't answer. */
  async health({ pools }: PlaneModel, pid: number): Promise<ElbInstanceHealth[]> {
    try {
      const seen = await new ElbDataPlane(findInit(pid), this.log).health(pools);
      return mergeHealth([...seen.values()].flat());
    } catch {
      return [];
    }
  }

  /**
   * What the AWS API is to say of a load balancer, by the names that it asks by.
   *
   * @throws Error while its machine doesn't answer.
   */
  async report({ pools }: PlaneModel, pid: number): Promise<Record<string, ElbReport>> {
    const plane = new ElbDataPlane(findInit(pid), this.log);
    const [health, inFlight] = await Promise.all([plane.health(pools), plane.inFlight()]);
    return Object.fromEntries(
      pools.map((pool) => [pool.reportedAs, { instances: health.get(pool) ?? [], inFlight }]),
    );
  }

  /** Waits for what is under way. */
  async finish(): Promise<void> {
    await Promise.all(this.busy.values());
  }

  private async apply(
    elb: PlaneModel,
    pid: number,
    certificates: readonly ServerCertificate[],
  ): Promise<void> {
    try {
      const files = planCertificateFiles(elb, certificates);
      const plane = new ElbDataPlane(findInit(pid), this.log);
      await plane.apply(elb, files);
      await plane.follow(elb.pools);
      this.problems.delete(elb.key);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (this.problems.get(elb.key) !== text) this.log(text);
      this.problems.set(elb.key, text);
    }
  }
}

/** One that is in several target groups is in service once it is so in all of them. */
function mergeHealth(seen: readonly ElbInstanceHealth[]): ElbInstanceHealth[] {
  const merged = new Map<string, ElbInstanceHealth>();
  for (const each of seen) {
    if (merged.get(each.instanceId)?.state !== "OutOfService") merged.set(each.instanceId, each);
  }
  return [...merged.values()];
}
