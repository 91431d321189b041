import { setTimeout as delay } from "node:timers/promises";

/**
 * Tries until `attempt` returns a value.
 *
 * @throws Error with `what` and the last failure when the limit is over.
 */
export async function pollUntil<T>(
  what: string,
  limitSec: number,
  attempt: () => Promise<T | undefined>,
  everyMs = 100,
): Promise<T> {
  const deadline = Date.now() + limitSec * 1000;
  let last: unknown;
  for (;;) {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= deadline) {
      const why = last instanceof Error ? `: ${last.message}` : "";
      throw new Error(`${what}: not within ${limitSec} s${why}`);
    }
    await delay(everyMs);
  }
}
