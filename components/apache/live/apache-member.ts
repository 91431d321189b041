import { findOtherLines } from "../../haproxy/other-lines";
import { withLock } from "../../remote/lock";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { GroupFacts, Member, MemberState } from "../../rolling/membership/member";
import type { MemberView } from "../../rolling/membership/member-view";
import type { OutRecord } from "../../rolling/membership/out-record";
import type { FloorPolicy } from "../../rolling/membership/plans";
import { boardFiles } from "../../wso2-elb/live/elb-files";
import type { ApacheMember } from "../apache-member";
import { apacheStateFolder } from "../apache-paths";
import type { ShownBalancer, ShownWorker } from "../manager-page";
import type { KeptState } from "../render-product";
import { planLine } from "../worker-line";
import { renderKeepState } from "../worker-states";
import { findUnclear, planWorkerView, workerName } from "../worker-view";
import { BalancerManager, type FlagChange } from "./manager";
import { findApacheProblems } from "./preflight";

const lockWaitSec = 60;
/** What a restart left behind ends with its requests; httpd's own limit is the configuration's. */
const oldClientsLimitSec = 300;
const files = boardFiles(apacheStateFolder);

/**
 * A node as one worker of one balancer of httpd, over the balancer manager. All processes of httpd share the flags and
 * the count of requests. `Drn` keeps new clients away, `Dis` everybody; checks go on meanwhile.
 */
export class ApacheWorkerMember implements Member {
  readonly oldClientsLimitSec = oldClientsLimitSec;
  readonly balancer: string;
  readonly elsewhere: boolean;
  readonly lockedAs: string;
  readonly group: string;
  readonly server: string;

  /** @param own The node's own worker, where this is another one of the same node. */
  constructor(
    private readonly member: ApacheMember,
    private readonly context: RollContext,
    private readonly own?: ApacheMember,
  ) {
    const isFurther = own !== undefined || member.isFurther;
    this.balancer = isFurther ? `${member.balancer} (${member.group}/${member.server})` : member.balancer;
    this.elsewhere = own !== undefined && own.group !== member.group;
    this.lockedAs = member.balancer;
    this.group = `${member.balancer} ${member.group}`;
    this.server = member.server;
  }

  async facts(): Promise<GroupFacts> {
    const { group } = this.member;
    const [balancer, kept] = await Promise.all([
      this.find(),
      this.over((connection) =>
        runAsRoot(connection, files.renderRead, { step: "read what a roll wrote down" }),
      ),
    ]);
    const { joined, floors, records } = files.parse(kept);
    const servers = balancer.workers.map((worker) => planWorkerView(worker, balancer.workers));
    const isMarked = (name: string) => joined.has(`${group}/${name}`);
    const named = (some: typeof servers) => some.map(({ name }) => name);
    return {
      servers,
      joined: named(servers.filter(({ name, up }) => up || isMarked(name))),
      // A worker that nobody took out may be one whose machine was never there.
      served: named(servers.filter((view) => isMarked(view.name) || (view.admin === "ready" && view.up))),
      floors: floors.get(group),
      records: [...records].filter(([key]) => key.startsWith(`${group}/`)).map(([, record]) => record),
    };
  }

  async state(): Promise<MemberState> {
    const [view, left] = await Promise.all([this.view(), this.manage((manager) => manager.leftBehind())]);
    // Of a process that a restart left behind nobody knows whom its requests are for.
    return { view, inFlight: (view.sessions ?? 0) + (left > 0 ? 1 : 0) };
  }

  async otherLines(): Promise<Member[]> {
    const balancers = await this.manage((manager) => manager.balancers());
    const lines = balancers.flatMap(({ name, workers }) => workers.map((worker) => planLine(name, worker)));
    const own = lines.find(({ backend, name }) => backend === this.member.group && name === this.server);
    if (!own) return [];
    return findOtherLines(own, lines, this.member.leaveAlone).map(
      ({ backend, name }) =>
        new ApacheWorkerMember({ ...this.member, group: backend, server: name }, this.context, this.member),
    );
  }

  async isGone(): Promise<boolean> {
    if (!this.member.isFurther) return false;
    const balancers = await this.manage((manager) => manager.balancers());
    return !balancers.some(({ name }) => name === this.member.group);
  }

  async check(): Promise<string[]> {
    return findApacheProblems(this.member, await this.find());
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    return withLock(await this.context.pool.connect(this.member.ssh), lockWaitSec, work);
  }

  async drain(): Promise<void> {
    await this.keep("+N");
    await this.set({ N: true, D: false, S: false });
  }

  async takeOut(): Promise<void> {
    await this.keep("+D");
    // Not stopped: httpd would check it no more, and nobody would know when it can serve again.
    await this.set({ D: true, N: false });
  }

  async putBack(): Promise<void> {
    await this.set({ N: false, D: false, S: false });
    await this.keep("-D");
  }

  /** Where httpd checks it, it is failed while it is out still: from then on nothing but passed checks brings it in. */
  async admit(): Promise<void> {
    const view = await this.view();
    if (view.admin === "ready") return;
    const serving = view.up && view.admin === "drain";
    if (!serving && view.check !== "") {
      await this.set({ C: true, S: false });
      await this.set({ N: false, D: false });
      return this.keep("-D");
    }
    return this.putBack();
  }

  async oldClients(): Promise<number> {
    // Of the whole machine, whichever balancer: the node's own counts them.
    if (this.own || this.member.isFurther) return 0;
    return this.manage((manager) => manager.leftBehind());
  }

  writeRecord(record: OutRecord): Promise<void> {
    return this.asRoot(files.renderWriteRecord(this.key, record), "write down who takes the node out");
  }

  removeRecord(): Promise<void> {
    return this.asRoot(files.renderRemoveRecord(this.key), "remove what says who took the node out");
  }

  writeFloors(policy: FloorPolicy): Promise<void> {
    return this.asRoot(
      files.renderWriteFloors(this.member.group, policy),
      "write down what must stay in service",
    );
  }

  /** The states themselves are kept with each change. */
  async save(inService: boolean): Promise<void> {
    if (!inService) return;
    await this.asRoot(files.renderMarkJoined(this.key), "write down that the node has been in service");
  }

  async forget(): Promise<void> {
    await this.asRoot(files.renderForget(this.key), "forget the node");
    await this.keep(undefined);
  }

  private get key(): string {
    return `${this.member.group}/${this.server}`;
  }

  /** A start of httpd reads it; so it is written before a node is out, and again after it is in. */
  private async keep(state: KeptState | undefined): Promise<void> {
    const { statesFolder } = this.member;
    if (statesFolder === undefined) return;
    const script = renderKeepState(statesFolder, this.member, state);
    await this.asRoot(script, "keep the worker's state for a start of httpd");
  }

  private set(change: FlagChange): Promise<void> {
    const isOwn = (worker: ShownWorker) => workerName(worker) === this.server;
    return this.manage((manager) => manager.set(this.member.group, isOwn, change));
  }

  private async view(): Promise<MemberView> {
    const { workers } = await this.find();
    const worker = workers.find((each) => workerName(each) === this.server);
    if (worker) return planWorkerView(worker, workers);
    throw this.notFound("worker", `${this.server} in balancer ${this.member.group}`, workers.map(workerName));
  }

  /** @throws RollError where there is none of that name, or httpd says something of a worker that nobody understands */
  private async find(): Promise<ShownBalancer> {
    const balancers = await this.manage((manager) => manager.balancers());
    const balancer = balancers.find(({ name }) => name === this.member.group);
    const names = balancers.map(({ name }) => name);
    if (!balancer) throw this.notFound("balancer", `balancer ${this.member.group}`, names);
    const unclear = findUnclear(balancer);
    if (unclear.length === 0) return balancer;
    throw new RollError({
      node: this.member.balancer,
      step: "understand what Apache says of its workers",
      expected: "flags that httpd 2.4 has",
      seen: unclear.join("; "),
      next: "nothing was changed: bring an httpd of a known release, or a newer pulumi-wso2, then `pulumi up`",
    });
  }

  private notFound(what: string, expected: string, found: readonly string[]): RollError {
    const seen = `only ${found.join(", ") || "none at all"}`;
    return new RollError({ node: this.member.balancer, step: `find the ${what}`, expected, seen });
  }

  /** Asked for each time: a connection that was lost is opened anew. All that is asked and set can be so again. */
  private over<T>(work: (connection: SshConnection) => Promise<T>): Promise<T> {
    return this.context.pool.run(this.member.ssh, work);
  }

  private manage<T>(work: (manager: BalancerManager) => Promise<T>): Promise<T> {
    return this.over((connection) => work(new BalancerManager(connection, this.member.manager)));
  }

  private async asRoot(script: string, step: string): Promise<void> {
    await this.over((connection) => runAsRoot(connection, script, { step }));
  }
}
