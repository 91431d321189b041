import { withLock } from "../../remote/lock";
import type { RollContext } from "../../rolling/context";
import type { GroupFacts, Member, MemberState } from "../../rolling/membership/member";
import type { OutRecord } from "../../rolling/membership/out-record";
import type { Place } from "../../rolling/membership/own-places";
import type { FloorPolicy } from "../../rolling/membership/plans";
import { backendsOf } from "../config-model";
import type { HaproxyMember } from "../haproxy-member";
import { findOtherLines } from "../other-lines";
import type { ServerView } from "../server-view";
import { findWordProblems } from "../word-problems";
import { restoreAgent, silenceAgent } from "./agents";
import {
  renderMarkJoined,
  renderRemoveRecord,
  renderWriteFloors,
  renderWriteRecord,
  saveStateScript,
} from "./balancer-files";
import { BalancerMachine } from "./balancer-machine";
import { findServer, readGroup } from "./find-server";
import { findProblems } from "./preflight";
import { sayUnseen } from "./say-unseen";

const lockWaitSec = 60;
/** For a HAProxy whose configuration is not ours. */
const defaultOldClientsLimitSec = 300;

/** A node as one server line of one HAProxy, over its command socket. */
export class HaproxyServerMember implements Member {
  readonly balancer: string;
  readonly elsewhere: boolean;
  readonly lockedAs: string;
  readonly group: string;
  readonly server: string;
  private readonly machine: BalancerMachine;

  /** @param own The node's own line, where this is another one of the same node. */
  constructor(
    private readonly member: HaproxyMember,
    private readonly context: RollContext,
    private readonly own?: HaproxyMember,
  ) {
    const isFurther = own !== undefined || member.isFurther;
    this.balancer = isFurther ? `${member.balancer} (${member.backend}/${member.server})` : member.balancer;
    this.elsewhere = own !== undefined && own.backend !== member.backend;
    this.lockedAs = member.balancer;
    this.group = `${member.balancer} ${member.backend}`;
    this.server = member.server;
    this.machine = new BalancerMachine(context.pool, member);
  }

  get oldClientsLimitSec(): number {
    return this.machine.files?.stored?.config.hardStopAfterSec ?? defaultOldClientsLimitSec;
  }

  async facts(): Promise<GroupFacts> {
    const process = await this.machine.process();
    const servers = readGroup(this.member, process);
    const { backend } = this.member;
    const files = await this.machine.readFiles(process);
    const stored = files.stored && backendsOf(files.stored.config).find(({ name }) => name === backend);
    const wanted = stored?.servers.map((server) => server.name);
    const joined = wanted?.filter((name) => files.joined.has(`${backend}/${name}`));
    const records = [...files.records]
      .filter(([key]) => key.startsWith(`${backend}/`))
      .map(([, record]) => record);
    return { servers, wanted, joined, floors: files.floors.get(backend), records };
  }

  async state(): Promise<MemberState> {
    const [view, old] = await Promise.all([this.view(), this.machine.oldWorkers()]);
    // Of a process that can't be asked nobody knows what it still answers.
    const behind = old.reduce(
      (sum, worker) => sum + (worker.sessions ? (worker.sessions.get(this.key) ?? 0) : 1),
      0,
    );
    const inFlight = view.sessions + view.queued + behind;
    // Elsewhere a weight of 0 is somebody's wish: it leaves and comes back with it.
    return { view: this.own ? { ...view, weightless: false } : view, inFlight };
  }

  async otherLines(): Promise<Member[]> {
    const process = await this.machine.process();
    const own = process.servers.find((view) => `${view.backend}/${view.name}` === this.key);
    if (!own) return [];
    return findOtherLines(own, process.servers, this.member.leaveAlone).map(
      ({ backend, name }) =>
        new HaproxyServerMember({ ...this.member, backend, server: name }, this.context, this.member),
    );
  }

  /** The node's first backend there must be: without it nobody knows what became of the node. */
  async isGone(): Promise<boolean> {
    if (!this.member.isFurther) return false;
    return !(await this.machine.process()).backends.includes(this.member.backend);
  }

  async check(): Promise<string[]> {
    const process = await this.machine.process();
    const view = findServer(this.member, process);
    const own = this.own && findServer(this.own, process);
    const words = await this.machine.words(process);
    const problems = await this.machine.ask((socket) => findProblems(socket, view, own));
    if (!words) {
      if (!this.machine.files?.stored) sayUnseen(this.context.report, this.balancer);
      return problems;
    }
    const { records = new Map(), floors } = this.machine.files ?? {};
    const { backend, leaveAlone } = this.member;
    const atOnce = Object.values(floors?.get(backend)?.maxUnavailable ?? {});
    const among = { view, own, servers: process.servers, records, leaveAlone };
    return [...problems, ...findWordProblems(words, { ...among, outAtOnce: Math.max(1, ...atOnce) })];
  }

  async cutsSessions(): Promise<string | undefined> {
    const words = await this.machine.words();
    return words?.backends.get(this.member.backend)?.cutsSessions(this.server)
      ? `${this.key} has \`on-marked-down shutdown-sessions\``
      : undefined;
  }

  async place(): Promise<Place | undefined> {
    const { address } = await this.view();
    if (address === "" || address === this.member.serverAddress) return undefined;
    return { balancer: this.balancer, line: this.key, address };
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    return withLock(await this.machine.connect(), lockWaitSec, work);
  }

  drain(): Promise<void> {
    return this.set("state drain");
  }

  async takeOut(): Promise<void> {
    await this.agent(silenceAgent);
    await this.set("state maint");
  }

  async putBack(): Promise<void> {
    await this.set("state ready");
    await this.agent(restoreAgent);
  }

  /**
   * HAProxy calls a server UP the moment it leaves maint. So it leaves for drain, is marked DOWN there and
   * only then made ready: from then on nothing but passed checks brings it UP. Where nobody checks it, nothing
   * would bring it UP again.
   */
  async admit(): Promise<void> {
    const view = await this.view();
    if (view.admin === "ready") return;
    // One that is up in drain serves its sessions: without a failed check it is not made worse.
    const serving = view.up && view.admin === "drain" && (view.checkPassed || view.check === "INI");
    if (serving || !view.checked) await this.set("state ready");
    else await this.set("state drain", "health down", "state ready");
    // Last, as its first answer may let the server in.
    await this.agent(restoreAgent);
  }

  shutdownSessions(): Promise<void> {
    return this.machine.ask((socket) => socket.run([`shutdown sessions server ${this.key}`]));
  }

  async oldClients(): Promise<number> {
    // Of the whole process, whichever line: the node's own counts them.
    if (this.own || this.member.isFurther) return 0;
    return (await this.machine.oldWorkers()).reduce((sum, worker) => sum + worker.clients, 0);
  }

  async writeRecord(record: OutRecord): Promise<void> {
    const script = renderWriteRecord(this.key, record);
    await this.machine.asRoot(script, "write down who takes the server out");
  }

  async removeRecord(): Promise<void> {
    const script = renderRemoveRecord(this.key);
    await this.machine.asRoot(script, "remove what says who took the server out");
  }

  async writeFloors(policy: FloorPolicy): Promise<void> {
    const script = renderWriteFloors(this.member.backend, policy);
    await this.machine.asRoot(script, "write down what must stay UP");
  }

  async save(inService: boolean): Promise<void> {
    const mark = inService ? renderMarkJoined([this.key]) : "";
    await this.machine.asRoot(`${mark}\n${saveStateScript}`, "save the servers' state");
  }

  async forget(): Promise<void> {
    const { removeServer } = require("./remove-server") as typeof import("./remove-server");
    await removeServer(this.context, await this.machine.connect(), this.member);
  }

  private agent(work: typeof silenceAgent): Promise<void> {
    return this.machine.ask((socket, connection) => work(connection, socket, this.key));
  }

  /** As `show servers state` and the machine's files name it. */
  private get key(): string {
    return `${this.member.backend}/${this.server}`;
  }

  private async view(): Promise<ServerView> {
    return findServer(this.member, await this.machine.process());
  }

  private set(...changes: readonly string[]): Promise<void> {
    const commands = changes.map((change) => `set server ${this.key} ${change}`);
    return this.machine.ask((socket) => socket.run(commands));
  }
}
