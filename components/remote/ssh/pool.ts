import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RollError } from "../roll-error";
import type { SshTarget } from "../ssh-target";
import { connectWithin } from "./connect-within";
import type { SshConnection } from "./connection";
import { LostScript, renderEndOf } from "./lost-script";
import { runScript } from "./run-script";

/** How long a machine that is expected to be up may keep us waiting. */
const connectTimeoutSec = 15;
const closeNoticeMs = 100;

interface Entry {
  readonly opening: Promise<SshConnection>;
  connection?: SshConnection;
}

/**
 * The same for the same machine, reached the same way, as the same user: two bastions may each have a machine with
 * one private address, and two targets may expect different host keys there.
 */
export function connectionKey({ name: _, ...target }: SshTarget): string {
  const route = (at: Omit<SshTarget, "name">): unknown => [
    ...[at.host, at.port ?? 22, at.user, at.hostKey.trim().split(/\s+/).slice(0, 2), at.privateKey],
    ...[at.proxyCommand ?? null, at.jump ? route(at.jump) : null],
  ];
  return createHash("sha256")
    .update(JSON.stringify(route(target)))
    .digest("hex");
}

/** One connection a machine, whatever number of steps uses it; a new one where that was lost. */
export class SshPool {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly signal?: AbortSignal) {}

  connect(target: SshTarget, timeoutSec = connectTimeoutSec): Promise<SshConnection> {
    const key = connectionKey(target);
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

  /**
   * Runs work that can run twice: once more, over a new connection, where the first one was lost meanwhile, and
   * only when nothing of the first run goes on there.
   */
  async run<T>(target: SshTarget, work: (connection: SshConnection) => Promise<T>): Promise<T> {
    const connection = await this.connect(target);
    try {
      return await work(connection);
    } catch (error) {
      // What ran over it may hear of its end before it does itself.
      await sleep(closeNoticeMs);
      if (!connection.isClosed || this.signal?.aborted) throw error;
      const again = await this.connect(target);
      if (error instanceof LostScript) await awaitEnd(again, error);
      return work(again);
    }
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled([...this.entries.values()].map(({ opening }) => opening));
    for (const result of open) if (result.status === "fulfilled") result.value.close();
  }
}

async function awaitEnd(connection: SshConnection, lost: LostScript): Promise<void> {
  const { framing } = lost;
  const { code, stderr } = await runScript(connection, renderEndOf(framing), { asRoot: framing.asRoot });
  if (code === 0) return;
  const seen = `${lost.failure.seen}; ${stderr.trim() || `exit status ${code}`}`;
  throw new RollError({ ...lost.failure, seen }, { cause: lost });
}
