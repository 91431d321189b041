import { withLock } from "../../remote/lock";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { GroupFacts, Member, MemberState } from "../../rolling/membership/member";
import type { OutRecord } from "../../rolling/membership/out-record";
import type { Place } from "../../rolling/membership/own-places";
import type { FloorPolicy } from "../../rolling/membership/plans";
import { backendsOf } from "../config-model";
import type { HaproxyMember } from "../haproxy-member";
import { findOtherLines } from "../other-lines";
import type { OldWorker, ProcessView, ServerView } from "../server-view";
import { findWordProblems } from "../word-problems";
import { restoreAgent, silenceAgent } from "./agents";
import {
  type BalancerFiles,
  readBalancerFiles,
  readOldWorkers,
  renderMarkJoined,
  renderRemoveRecord,
  renderWriteFloors,
  renderWriteRecord,
  saveStateScript,
} from "./balancer-files";
import { findServer, readGroup } from "./find-server";
import { findProblems } from "./preflight";
import { type ConfigWords, readConfigWords } from "./read-words";
import { sayUnseen } from "./say-unseen";
import { HaproxySocket } from "./socket";

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
  private files: BalancerFiles | undefined;

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
  }

  get oldClientsLimitSec(): number {
    return this.files?.stored?.config.hardStopAfterSec ?? defaultOldClientsLimitSec;
  }

  async facts(): Promise<GroupFacts> {
    const process = await this.process();
    const servers = readGroup(this.member, process);
    const { backend, socketPath } = this.member;
    const asked = { socketPath, pid: process.pid };
    const files = await this.over((connection) => readBalancerFiles(connection, asked));
    this.files = files;
    const stored = files.stored && backendsOf(files.stored.config).find(({ name }) => name === backend);
    const wanted = stored?.servers.map((server) => server.name);
    const joined = wanted?.filter((name) => files.joined.has(`${backend}/${name}`));
    const records = [...files.records]
      .filter(([key]) => key.startsWith(`${backend}/`))
      .map(([, record]) => record);
    return { servers, wanted, joined, floors: files.floors.get(backend), records };
  }

  async state(): Promise<MemberState> {
    const [view, old] = await Promise.all([this.view(), this.oldWorkers()]);
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
    const process = await this.process();
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
    return !(await this.process()).backends.includes(this.member.backend);
  }

  async check(): Promise<string[]> {
    const process = await this.process();
    const view = findServer(this.member, process);
    const own = this.own && findServer(this.own, process);
    const words = await this.words(process);
    const problems = await this.ask((socket) => findProblems(socket, view, own));
    if (!words) {
      if (!this.files?.stored) sayUnseen(this.context.report, this.balancer);
      return problems;
    }
    const records = this.files?.records ?? new Map();
    const { backend, leaveAlone } = this.member;
    const atOnce = Object.values(this.files?.floors.get(backend)?.maxUnavailable ?? {});
    const among = { view, own, servers: process.servers, records, leaveAlone };
    return [...problems, ...findWordProblems(words, { ...among, outAtOnce: Math.max(1, ...atOnce) })];
  }

  async cutsSessions(): Promise<string | undefined> {
    const words = await this.words();
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
    return withLock(await this.connect(), lockWaitSec, work);
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
    return this.ask((socket) => socket.run([`shutdown sessions server ${this.key}`]));
  }

  async oldClients(): Promise<number> {
    // Of the whole process, whichever line: the node's own counts them.
    if (this.own || this.member.isFurther) return 0;
    return (await this.oldWorkers()).reduce((sum, worker) => sum + worker.clients, 0);
  }

  async writeRecord(record: OutRecord): Promise<void> {
    const script = renderWriteRecord(this.key, record);
    await this.asRoot(script, "write down who takes the server out");
  }

  async removeRecord(): Promise<void> {
    const script = renderRemoveRecord(this.key);
    await this.asRoot(script, "remove what says who took the server out");
  }

  async writeFloors(policy: FloorPolicy): Promise<void> {
    const script = renderWriteFloors(this.member.backend, policy);
    await this.asRoot(script, "write down what must stay UP");
  }

  async save(inService: boolean): Promise<void> {
    const mark = inService ? renderMarkJoined([this.key]) : "";
    await this.asRoot(`${mark}\n${saveStateScript}`, "save the servers' state");
  }

  async forget(): Promise<void> {
    const { removeServer } = require("./remove-server") as typeof import("./remove-server");
    await removeServer(this.context, await this.connect(), this.member);
  }

  /** Asked for each time: one that was lost is opened anew. */
  private connect(): Promise<SshConnection> {
    return this.context.pool.connect(this.member.ssh);
  }

  /** All that is asked and set here can be asked and set again. */
  private over<T>(work: (connection: SshConnection) => Promise<T>): Promise<T> {
    return this.context.pool.run(this.member.ssh, work);
  }

  private ask<T>(work: (socket: HaproxySocket) => Promise<T>): Promise<T> {
    return this.over((connection) => work(new HaproxySocket(connection, this.member.socketPath)));
  }

  private agent(work: typeof silenceAgent): Promise<void> {
    const { socketPath } = this.member;
    return this.over((connection) => work(connection, new HaproxySocket(connection, socketPath), this.key));
  }

  private async asRoot(script: string, step: string): Promise<void> {
    await this.over((connection) => runAsRoot(connection, script, { step }));
  }

  /** As `show servers state` and the machine's files name it. */
  private get key(): string {
    return `${this.member.backend}/${this.server}`;
  }

  /** A configuration of ours has no such words. */
  private async words(asked?: ProcessView): Promise<ConfigWords | undefined> {
    if (!this.files) await this.facts();
    if (this.files?.stored) return undefined;
    const { pid } = asked ?? (await this.process());
    if (pid === undefined) return undefined;
    const { socketPath } = this.member;
    return this.over((connection) => readConfigWords(connection, { pid, socketPath }));
  }

  private process(): Promise<ProcessView> {
    return this.ask((socket) => socket.view());
  }

  private async view(): Promise<ServerView> {
    return findServer(this.member, await this.process());
  }

  /** Asked for again only while there are any: it takes a command on the machine. */
  private async oldWorkers(): Promise<readonly OldWorker[]> {
    if (!this.files || this.files.oldWorkers.length === 0) return [];
    const { pid } = await this.process();
    const { socketPath } = this.member;
    const oldWorkers = await this.over((connection) => readOldWorkers(connection, { pid, socketPath }));
    this.files = { ...this.files, oldWorkers };
    return oldWorkers;
  }

  private set(...changes: readonly string[]): Promise<void> {
    const commands = changes.map((change) => `set server ${this.key} ${change}`);
    return this.ask((socket) => socket.run(commands));
  }
}
