import { within } from "./poll";
import { RollError } from "./roll-error";
import type { SshConnection } from "./ssh/connection";

/** Every Debian has it, and anybody may lock it; nothing is written. */
const lockPath = "/run/lock";

/**
 * Holds a machine's lock during the work, so that a change of its HAProxy's servers and a reload, or two
 * floor checks, never cross. The lock goes with the connection, whatever ends it.
 */
export async function withLock<T>(
  connection: SshConnection,
  waitSec: number,
  work: () => Promise<T>,
): Promise<T> {
  const channel = await connection.openCommand(
    `flock -w ${waitSec} ${lockPath} sh -c "echo locked; exec cat"`,
  );
  const closed = new Promise<void>((resolve) => channel.once("close", () => resolve()));
  const locked = new Promise<boolean>((resolve) => {
    channel.once("data", () => resolve(true));
    channel.once("close", () => resolve(false));
  });
  try {
    const held = await within(waitSec + 10, "no answer", locked).catch(() => false);
    if (!held) {
      throw new RollError({
        node: connection.target.name,
        step: "lock the balancer",
        expected: `the lock within ${waitSec} s`,
        seen: "another change of this HAProxy is still running",
        next: "wait for its end, then `pulumi up`",
      });
    }
    return await work();
  } finally {
    channel.end();
    await within(5, "the lock was not given back", closed).catch(() => channel.destroy());
  }
}

/** Locks one machine after the other, always in the same order, so that two programs can't wait for each other. */
export function withLocks<T>(
  connections: readonly SshConnection[],
  waitSec: number,
  work: () => Promise<T>,
): Promise<T> {
  const ordered = [...connections].sort((left, right) => left.target.host.localeCompare(right.target.host));
  return ordered.reduceRight<() => Promise<T>>(
    (inner, connection) => () => withLock(connection, waitSec, inner),
    work,
  )();
}
