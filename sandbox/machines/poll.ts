import { setTimeout as wait } from "node:timers/promises";

/** Asks until the answer is yes or the time is up; returns the last answer. */
export async function becomesTrue(
  ask: () => boolean | Promise<boolean>,
  timeoutSec: number,
  intervalSec = 0.05,
): Promise<boolean> {
  const deadline = performance.now() + timeoutSec * 1000;
  for (;;) {
    if (await ask()) return true;
    if (performance.now() > deadline) return false;
    await wait(intervalSec * 1000);
  }
}
