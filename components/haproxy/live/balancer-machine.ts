import type { SshConnection } from "../../remote/ssh/connection";
import type { SshPool } from "../../remote/ssh/pool";
import { runAsRoot } from "../../remote/ssh/shell";
import type { HaproxyMember } from "../haproxy-member";
import type { OldWorker, ProcessView } from "../server-view";
import { type BalancerFiles, readBalancerFiles, readOldWorkers } from "./balancer-files";
import { type ConfigWords, readConfigWords } from "./read-words";
import { HaproxySocket } from "./socket";

/** The machine on which a HAProxy runs: its command socket, its files, its processes. */
export class BalancerMachine {
  /** As they were read last; undefined before. */
  files: BalancerFiles | undefined;

  constructor(
    private readonly pool: SshPool,
    private readonly at: Pick<HaproxyMember, "ssh" | "socketPath">,
  ) {}

  /** Asked for each time: one that was lost is opened anew. */
  connect(): Promise<SshConnection> {
    return this.pool.connect(this.at.ssh);
  }

  ask<T>(work: (socket: HaproxySocket, connection: SshConnection) => Promise<T>): Promise<T> {
    return this.over((connection) => work(new HaproxySocket(connection, this.at.socketPath), connection));
  }

  async asRoot(script: string, step: string): Promise<void> {
    await this.over((connection) => runAsRoot(connection, script, { step }));
  }

  process(): Promise<ProcessView> {
    return this.ask((socket) => socket.view());
  }

  async readFiles({ pid }: ProcessView): Promise<BalancerFiles> {
    const { socketPath } = this.at;
    this.files = await this.over((connection) => readBalancerFiles(connection, { pid, socketPath }));
    return this.files;
  }

  /** A configuration of ours has no such words. */
  async words(asked?: ProcessView): Promise<ConfigWords | undefined> {
    if (this.files?.stored) return undefined;
    const process = asked ?? (await this.process());
    const { stored } = this.files ?? (await this.readFiles(process));
    const { pid } = process;
    if (stored || pid === undefined) return undefined;
    const { socketPath } = this.at;
    return this.over((connection) => readConfigWords(connection, { pid, socketPath }));
  }

  /** Asked for again only while there are any: it takes a command on the machine. */
  async oldWorkers(): Promise<readonly OldWorker[]> {
    if (!this.files || this.files.oldWorkers.length === 0) return [];
    const { pid } = await this.process();
    const { socketPath } = this.at;
    const oldWorkers = await this.over((connection) => readOldWorkers(connection, { pid, socketPath }));
    this.files = { ...this.files, oldWorkers };
    return oldWorkers;
  }

  /** All that is asked and set here can be asked and set again. */
  private over<T>(work: (connection: SshConnection) => Promise<T>): Promise<T> {
    return this.pool.run(this.at.ssh, work);
  }
}
