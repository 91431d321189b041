import { ElbDataPlane } from "../elb/data-plane";
import { planCertificateFiles, type ServerCertificate } from "../elb/elb-certificates";
import type { ElbModel } from "../elb/elb-model";
import { findInit } from "../elb/inside-machine";
import type { ElbInstanceHealth } from "../elb/parse-stats";
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

  problem(name: string): string | undefined {
    return this.problems.get(name);
  }

  /** Starts to bring one up to date, unless that is under way; the next round comes back to it. */
  settle(elb: ElbModel, pid: number, certificates: readonly ServerCertificate[]): void {
    if (this.busy.has(elb.name)) return;
    const work = this.apply(elb, pid, certificates).finally(() => this.busy.delete(elb.name));
    this.busy.set(elb.name, work);
  }

  /** How a load balancer sees its instances; empty while its machine doesn't answer. */
  async health(pid: number): Promise<ElbInstanceHealth[]> {
    try {
      return await new ElbDataPlane(findInit(pid), this.log).health();
    } catch {
      return [];
    }
  }

  /**
   * What the AWS API is to say of a load balancer.
   *
   * @throws Error while its machine doesn't answer.
   */
  async report(pid: number): Promise<ElbReport> {
    const plane = new ElbDataPlane(findInit(pid), this.log);
    const [instances, inFlight] = await Promise.all([plane.health(), plane.inFlight()]);
    return { instances, inFlight };
  }

  /** Waits for what is under way. */
  async finish(): Promise<void> {
    await Promise.all(this.busy.values());
  }

  private async apply(elb: ElbModel, pid: number, certificates: readonly ServerCertificate[]): Promise<void> {
    try {
      const files = planCertificateFiles(elb, certificates);
      const plane = new ElbDataPlane(findInit(pid), this.log);
      await plane.apply(elb, files);
      await plane.follow();
      this.problems.delete(elb.name);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (this.problems.get(elb.name) !== text) this.log(text);
      this.problems.set(elb.name, text);
    }
  }
}
