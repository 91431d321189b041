import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "./resource";

const pollMs = 100;

/**
 * Asks until the answer is not undefined.
 *
 * @throws Error that names what was waited for, at the limit or when the update is cancelled
 */
export async function waitFor<T>(
  what: string,
  limitSec: number,
  context: Context,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + limitSec * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (context.signal.aborted)
      throw new Error(`waiting for ${what}: cancelled, or the custom timeout is over`);
    if (Date.now() > deadline) throw new Error(`waiting for ${what}: not within ${limitSec} s`);
    await delay(pollMs);
  }
}
