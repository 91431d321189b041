import type { Claim } from "./claim-tag";

/**
 * Tells claims that somebody still holds from those that a dead process left. No clock is compared with another
 * computer's: one that has not been renewed for so long *while it was watched from here* is dead.
 */
export class ClaimWatch {
  private readonly seen = new Map<string, { readonly beat: number; readonly at: number }>();

  constructor(
    private readonly deadAfterMs: number,
    private readonly isRunning: (process: string) => boolean | undefined,
  ) {}

  /** @param now Milliseconds on a clock that never goes back. */
  isAlive({ id, beat, process }: Claim, now: number): boolean {
    const before = this.seen.get(id);
    if (before?.beat !== beat) this.seen.set(id, { beat, at: now });
    if (this.isRunning(process) === false) return false;
    return before?.beat !== beat || now - before.at < this.deadAfterMs;
  }
}
