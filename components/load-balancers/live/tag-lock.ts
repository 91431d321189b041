import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RollError } from "../../remote/roll-error";
import { ownProcessId } from "../../remote/run/own-process";
import type { RollRun } from "../../remote/run/roll-run";
import { inSection } from "../../remote/section";
import { type Claim, claimTagKey, parseClaimTag, planClaimTag } from "./claim-tag";
import { ClaimWatch } from "./claim-watch";
import type { Tag } from "./tag";

/** The tags of one load balancer. */
export interface LockTags {
  readTags(): Promise<readonly Tag[]>;
  writeTags(tags: readonly Required<Tag>[]): Promise<void>;
  removeTags(keys: readonly string[]): Promise<void>;
}

/** How the lock waits; milliseconds. */
export interface LockTimes {
  /** AWS shows everybody a tag within this time of its writing. */
  readonly settleMs: number;
  readonly renewEveryMs: number;
  /** Without a renewal for so long, its holder begins no further change. */
  readonly holdMs: number;
  /** Without a renewal for so long, others take it. The rest above `holdMs` is for a call that is under way. */
  readonly deadAfterMs: number;
  /** Nobody waits longer than this. */
  readonly waitMs: number;
  readonly pollMs: number;
}

export const lockTimes: LockTimes = {
  settleMs: 2_000,
  renewEveryMs: 5_000,
  holdMs: 20_000,
  deadAfterMs: 90_000,
  waitMs: 180_000,
  pollMs: 1_000,
};

/** Time as the lock sees it; a test brings its own. */
export interface LockClock {
  /** Milliseconds; never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** @returns what ends it */
  every(ms: number, work: () => void): () => void;
}

const realClock: LockClock = {
  now: () => performance.now(),
  sleep: (ms) => sleep(ms),
  every: (ms, work) => {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};

export interface LockOptions {
  readonly run: Pick<RollRun, "by" | "isRunning">;
  readonly times?: LockTimes;
  readonly clock?: LockClock;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/**
 * Mutual exclusion by tags, for load balancers whose API has no lock: each writes a claim of its own and has the
 * lock once it sees no other claim *after* its own was written. Whichever of two was written last has its
 * writer see the other, so no two can have it. Of two that wait, the one with the lower id stays, and the other
 * withdraws and tries anew.
 */
export class TagLock {
  private readonly times: LockTimes;
  private readonly clock: LockClock;
  private readonly watch: ClaimWatch;
  private claim: Claim;
  private renewedAt = Number.NEGATIVE_INFINITY;
  private renewing: Promise<void> | undefined;
  private dead: readonly string[] = [];

  constructor(
    private readonly title: { readonly balancer: string; readonly server: string },
    private readonly tags: LockTags,
    private readonly options: LockOptions,
  ) {
    this.times = options.times ?? lockTimes;
    this.clock = options.clock ?? realClock;
    this.watch = new ClaimWatch(this.times.deadAfterMs, options.run.isRunning);
    const id = `${title.server}:${randomBytes(5).toString("hex")}`;
    this.claim = { id, by: options.run.by, process: ownProcessId(), beat: 0 };
  }

  /**
   * Runs the work while no other has this lock. No step of it begins once the lock is lost, on whichever balancer.
   *
   * @throws RollError when it can't be had in time, or is lost before the work is done
   */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    let stop = () => {};
    try {
      await this.acquire();
      stop = this.clock.every(this.times.renewEveryMs, () => {
        this.renewing ??= this.renew().finally(() => {
          this.renewing = undefined;
        });
      });
      const result = await inSection(() => this.confirm(), work);
      // Somebody else may have had it since.
      this.confirm();
      return result;
    } finally {
      stop();
      await this.renewing;
      await this.withdraw();
    }
  }

  /** @throws RollError when it has not been renewed in time: others may have taken it by now. */
  private confirm(): void {
    if (!this.hasLapsed()) return;
    throw new RollError({
      node: this.title.balancer,
      step: "keep the load balancer's lock",
      expected: `its tag renewed every ${this.times.renewEveryMs / 1000} s`,
      seen: `not renewed for ${this.times.holdMs / 1000} s: another run may have it by now`,
      next: "see why AWS did not answer, then `pulumi up`",
    });
  }

  private async acquire(): Promise<void> {
    const end = this.clock.now() + this.times.waitMs;
    while (!(await this.tryOnce(end)));
    if (this.dead.length > 0) await this.tags.removeTags(this.dead);
  }

  /** @returns whether it has the lock; if not, it has no claim either */
  private async tryOnce(end: number): Promise<boolean> {
    const before = await this.others();
    if (before.length > 0) {
      await this.pause(end, before);
      return false;
    }
    await this.write();
    await this.clock.sleep(this.times.settleMs);
    for (;;) {
      const others = await this.others();
      if (others.length === 0 && !this.hasLapsed()) return true;
      if (this.hasLapsed() || others.some(({ id }) => id < this.claim.id)) {
        await this.withdraw();
        await this.pause(end, others);
        return false;
      }
      await this.pause(end, others);
      await this.renew();
    }
  }

  private async others(): Promise<Claim[]> {
    this.options.signal?.throwIfAborted();
    const now = this.clock.now();
    const claims = (await this.tags.readTags()).flatMap((tag) => parseClaimTag(tag) ?? []);
    const others = claims.filter(({ id }) => id !== this.claim.id);
    const alive = others.filter((claim) => this.watch.isAlive(claim, now));
    this.dead = others.filter((claim) => !alive.includes(claim)).map(({ id }) => claimTagKey(id));
    return alive;
  }

  private async pause(end: number, others: readonly Claim[]): Promise<void> {
    if (this.clock.now() >= end) throw this.busy(others);
    // Not in step with another one that waits.
    await this.clock.sleep(this.times.pollMs * (0.5 + Math.random()));
  }

  /** Others may have taken it for dead: it is not brought back to life. */
  private hasLapsed(): boolean {
    return this.clock.now() - this.renewedAt >= this.times.holdMs;
  }

  private async renew(): Promise<void> {
    // One that fails is tried again the next time; `confirm` knows when that is too late.
    if (!this.hasLapsed()) await this.write().catch(() => {});
  }

  /** Counts from before the call: others see it not earlier than that. */
  private async write(): Promise<void> {
    const at = this.clock.now();
    this.claim = { ...this.claim, beat: this.claim.beat + 1 };
    await this.tags.writeTags([planClaimTag(this.claim)]);
    this.renewedAt = at;
  }

  /** A tag that can't be taken away is dead to others in time. */
  private async withdraw(): Promise<void> {
    if (this.claim.beat > 0) await this.tags.removeTags([claimTagKey(this.claim.id)]).catch(() => {});
  }

  private busy(others: readonly Claim[]): RollError {
    const { balancer } = this.title;
    return new RollError({
      node: balancer,
      step: "lock the load balancer",
      expected: `the lock within ${this.times.waitMs / 1000} s`,
      seen: `${[...new Set(others.map(({ by }) => by))].join(", ") || "somebody"} changes it`,
      next: "wait for the end of that, then `pulumi up`",
    });
  }
}
