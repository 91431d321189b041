import { setTimeout as sleep } from "node:timers/promises";

export interface PollOptions {
  readonly timeoutSec: number;
  /** Pause between two probes, which may turn on what the last one found. @default 200 */
  readonly intervalMs?: number | (() => number);
  readonly signal?: AbortSignal;
}

/**
 * Probes until there is an answer other than `undefined`.
 *
 * @returns `undefined` when the time is over; at least one probe is made.
 * @throws the signal's reason when it is aborted.
 */
export async function poll<T>(
  probe: () => Promise<T | undefined>,
  { timeoutSec, intervalMs = 200, signal }: PollOptions,
): Promise<T | undefined> {
  const end = performance.now() + timeoutSec * 1000;
  for (;;) {
    signal?.throwIfAborted();
    const found = await probe();
    if (found !== undefined) return found;
    const leftMs = end - performance.now();
    if (leftMs <= 0) return undefined;
    const pauseMs = typeof intervalMs === "number" ? intervalMs : intervalMs();
    await sleep(Math.min(pauseMs, leftMs), undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

/**
 * Waits for work that can't be stopped, but no longer than this.
 *
 * @throws Error with `message` when the time is over.
 */
export async function within<T>(timeoutSec: number, message: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), timeoutSec * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
