import type { Say } from "./progress";

/** Of one press of Ctrl-C, which may arrive more than once: from the terminal and from npm. */
const samePressMs = 1_000;

/** The work failed after it was cancelled. */
export class Cancelled extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * Runs work that an interrupt cancels. The terminal sends its interrupt to the engine as well; one that only this
 * process got is passed on with the signal.
 *
 * @throws Cancelled when it fails after an interrupt.
 */
export async function interruptible<T>(say: Say, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const cancelled = new AbortController();
  let firstAt: number | undefined;
  const interrupt = (signal: NodeJS.Signals) => {
    if (firstAt !== undefined && performance.now() - firstAt < samePressMs) return;
    if (firstAt !== undefined) process.exit(130);
    firstAt = performance.now();
    say("cancelling: what has begun is finished or undone; once more to end at once");
    if (signal === "SIGTERM" || !process.stdin.isTTY) cancelled.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    return await work(cancelled.signal);
  } catch (error) {
    throw firstAt === undefined ? error : new Cancelled(error);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}
