import type { Duplex } from "node:stream";
import { connect as tlsConnect } from "node:tls";
import { poll, within } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import type { ApacheManager } from "../apache-member";
import { countLeftBehind, parseManagerPage, type ShownBalancer, type ShownWorker } from "../manager-page";
import { parseAnswer, renderRequest } from "../raw-http";
import { apacheManagerPath } from "../site-model";
import { readWords, workerFlags } from "../worker-words";

const answerTimeoutSec = 10;
/** A restart between the page and the change makes another nonce. */
const tries = 3;

/** Flags of a worker by their letter, as they are to be. */
export type FlagChange = Readonly<Partial<Record<"N" | "D" | "S" | "C", boolean>>>;

/** httpd's balancer manager, as the machine itself reaches it. Each call is a connection of its own. */
export class BalancerManager {
  constructor(
    private readonly connection: SshConnection,
    private readonly manager: ApacheManager,
  ) {}

  async balancers(): Promise<ShownBalancer[]> {
    return this.read(await this.request(this.path), parseManagerPage);
  }

  /** Threads that still answer what they began before a restart; 0 where nobody tells. */
  async leftBehind(): Promise<number> {
    const { statusPath } = this.manager;
    return statusPath === undefined
      ? 0
      : this.read(await this.request(`${statusPath}?auto`), countLeftBehind);
  }

  /**
   * Sets flags of one worker, and sees that they are set: httpd takes no notice of a change with an old nonce, and says
   * nothing.
   *
   * @throws RollError with the flags that it has instead
   */
  async set(group: string, find: (worker: ShownWorker) => boolean, change: FlagChange): Promise<void> {
    let seen = "nothing";
    const done = await poll(
      async () => {
        const balancer = (await this.balancers()).find(({ name }) => name === group);
        const worker = balancer?.workers.find(find);
        if (!balancer || !worker) throw this.failure(`no such worker in balancer ${group} any more`);
        if (has(worker, change)) return true;
        seen = `${worker.url} ${worker.status}`;
        await this.request(this.path, renderForm(balancer, worker, change));
        return undefined;
      },
      { timeoutSec: tries, intervalMs: 50 },
    );
    if (!done) throw this.failure(`${seen}, also after ${JSON.stringify(change)} was asked for`);
  }

  private get path(): string {
    return this.manager.path ?? apacheManagerPath;
  }

  private async request(path: string, form?: string): Promise<string> {
    try {
      const { host, tls } = this.manager;
      const text = renderRequest({
        host,
        path,
        form,
        referer: `${tls ? "https" : "http"}://${host}${this.path}`,
      });
      const late = `no answer within ${answerTimeoutSec} s`;
      return parseAnswer(await within(answerTimeoutSec, late, this.talk(text)));
    } catch (error) {
      throw this.failure(describeError(error));
    }
  }

  private async talk(text: string): Promise<Buffer> {
    const { address = "127.0.0.1", port, tls, host } = this.manager;
    const raw = await this.connection.openTcp(address, port);
    const socket: Duplex = tls
      ? tlsConnect({ socket: raw, servername: host, rejectUnauthorized: false })
      : raw;
    const chunks: Buffer[] = [];
    return new Promise((resolve, reject) => {
      socket.on("data", (chunk: Buffer) => chunks.push(chunk));
      for (const each of [raw, socket]) each.once("error", reject);
      const finish = () => {
        raw.destroy();
        resolve(Buffer.concat(chunks));
      };
      socket.once("end", finish);
      socket.once("close", finish);
      socket.write(text);
    });
  }

  private read<T>(page: string, parse: (page: string) => T): T {
    try {
      return parse(page);
    } catch (error) {
      throw this.failure(describeError(error));
    }
  }

  private failure(seen: string): RollError {
    const { address = "127.0.0.1", port, host } = this.manager;
    return new RollError({
      node: this.connection.target.name,
      step: `ask Apache's balancer manager on ${address}:${port}${this.path}`,
      expected: `the balancers of ${host}, and that changes of them are made`,
      seen,
      next: "see that httpd runs there, and that the path has `SetHandler balancer-manager` for the machine itself; then `pulumi up`",
    });
  }
}

/** Whether a worker has the flags already. */
function has({ status }: ShownWorker, change: FlagChange): boolean {
  const { words } = readWords(status);
  const set = new Set(words.map((word) => workerFlags[word]?.letter));
  return Object.entries(change).every(([letter, wanted]) => set.has(letter) === wanted);
}

/** httpd decodes each value twice. */
function renderForm({ name, nonce }: ShownBalancer, { url }: ShownWorker, change: FlagChange): string {
  const flags = Object.entries(change).map(([letter, wanted]) => [`w_status_${letter}`, wanted ? "1" : "0"]);
  const fields: string[][] = [["b", name], ["w", url], ["nonce", nonce], ...flags];
  return fields
    .map(([key, value = ""]) => `${key}=${encodeURIComponent(encodeURIComponent(value))}`)
    .join("&");
}
