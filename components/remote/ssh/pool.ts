import { setTimeout as sleep } from "node:timers/promises";
import type { SshTarget } from "../ssh-target";
import { connectWithin } from "./connect-within";
import type { SshConnection } from "./connection";

/** How long a machine that is expected to be up may keep us waiting. */
const connectTimeoutSec = 15;
const closeNoticeMs = 100;

interface Entry {
  readonly opening: Promise<SshConnection>;
  connection?: SshConnection;
}

/** One connection a machine, whatever number of steps uses it; a new one where that was lost. */
export class SshPool {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly signal?: AbortSignal) {}

  connect(target: SshTarget, timeoutSec = connectTimeoutSec): Promise<SshConnection> {
    const key = `${target.user}@${target.host}:${target.port ?? 22} via ${target.jump?.host ?? ""}`;
    const known = this.entries.get(key);
    if (known && !known.connection?.isClosed) return known.opening;
    const entry: Entry = { opening: connectWithin(target, { timeoutSec, signal: this.signal }) };
    this.entries.set(key, entry);
    entry.opening.then(
      (connection) => {
        entry.connection = connection;
      },
      () => undefined,
    );
    return entry.opening;
  }

  /** Runs work that can run twice: once more, over a new connection, where the first one was lost meanwhile. */
  async run<T>(target: SshTarget, work: (connection: SshConnection) => Promise<T>): Promise<T> {
    const connection = await this.connect(target);
    try {
      return await work(connection);
    } catch (error) {
      // What ran over it may hear of its end before it does itself.
      await sleep(closeNoticeMs);
      if (!connection.isClosed || this.signal?.aborted) throw error;
      return work(await this.connect(target));
    }
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled([...this.entries.values()].map(({ opening }) => opening));
    for (const result of open) if (result.status === "fulfilled") result.value.close();
  }
}
