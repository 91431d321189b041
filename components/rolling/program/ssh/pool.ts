import type { SshTarget } from "../plans";
import { connectWithin } from "./connect-within";
import type { SshConnection } from "./connection";

/** How long a machine that is expected to be up may keep us waiting. */
const connectTimeoutSec = 15;

/** One connection a machine, whatever number of steps uses it. */
export class SshPool {
  private readonly connections = new Map<string, Promise<SshConnection>>();

  constructor(private readonly signal?: AbortSignal) {}

  connect(target: SshTarget, timeoutSec = connectTimeoutSec): Promise<SshConnection> {
    const key = `${target.user}@${target.host}:${target.port ?? 22} via ${target.jump?.host ?? ""}`;
    const known = this.connections.get(key);
    if (known) return known;
    const opening = connectWithin(target, { timeoutSec, signal: this.signal });
    this.connections.set(key, opening);
    return opening;
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled(this.connections.values());
    for (const result of open) if (result.status === "fulfilled") result.value.close();
  }
}
