import fc from "fast-check";
import {
  claimTagKey,
  parseClaimTag,
  planClaimTag,
} from "../../../../components/load-balancers/live/claim-tag";
import { openClassicElbMember } from "../../../../components/load-balancers/live/classic-elb-member";
import type { Tag } from "../../../../components/load-balancers/live/tag";
import {
  type LockClock,
  type LockTags,
  lockTimes,
  TagLock,
} from "../../../../components/load-balancers/live/tag-lock";
import type { RollRun } from "../../../../components/remote/run/roll-run";
import { inSection, throwIfSectionIsLost } from "../../../../components/remote/section";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import { exampleMembership } from "../../program/example-plans";
import { fakeContext, fakeRun } from "../../rolling/membership/fake-balancer";
import { FakeElb } from "./fake-elb";

/** One step of a thread after the other, in any order; no time passes. */
function scheduledClock(scheduler: fc.Scheduler): LockClock {
  return {
    now: () => 0,
    sleep: async () => {
      await scheduler.schedule(Promise.resolve(), "sleep");
    },
    every: () => () => {},
  };
}

describe("leaves that race behind one load balancer", () => {
  const race = async (scheduler: fc.Scheduler, runs: readonly RollRun[]) => {
    const elb = new FakeElb();
    elb.isIdle = true;
    elb.before = (call) => scheduler.schedule(Promise.resolve(), call);
    for (const id of ["i-1", "i-2", "i-3"]) elb.registered.set(id, "InService");
    const leaving = runs.map((run, index) => {
      const node = `node${index + 1}`;
      const member = openClassicElbMember(
        {
          ...{ kind: "classic-elb", balancer: "elb", server: node, region: "us-east-1", groupSize: 3 },
          ...{ loadBalancerName: "wso2", instanceId: `i-${index + 1}` },
        },
        { run, clock: scheduledClock(scheduler) },
        elb.calls(),
      );
      const drain = { quietSec: 0, sessionTimeoutSec: 5, inFlightTimeoutSec: 5 };
      return leaveMembers(fakeContext({ run }), { ...exampleMembership, node, drain }, [member]);
    });
    return { elb, results: await scheduler.waitFor(Promise.allSettled(leaving)) };
  };
  const seenBy = (results: readonly PromiseSettledResult<unknown>[]) =>
    results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));

  it("of two runs: one leaves, the other fails to, and the floor holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { elb, results } = await race(scheduler, [fakeRun("1"), fakeRun("2")]);
        expect(elb.fewest).toBe(2);
        expect(seenBy(results)).toEqual([expect.stringMatching(/was taken out by ann@here/)]);
        expect([...elb.tags.keys()].filter((key) => key.startsWith("wso2-roll-lock"))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("of three commands of one run: one leaves, and the floor refuses the others", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { elb, results } = await race(scheduler, [fakeRun("1"), fakeRun("1"), fakeRun("1")]);
        expect(elb.fewest).toBe(2);
        const refused = expect.stringMatching(/check the floor: expected 2 others UP/);
        expect(seenBy(results)).toEqual([refused, refused]);
      }),
      { numRuns: 75 },
    );
  });
});

/** Time that passes when it is told to, and by sleeping. */
class FakeClock implements LockClock {
  private ms = 0;
  private readonly tickers = new Set<{ readonly ms: number; readonly work: () => void; at: number }>();

  now = () => this.ms;

  async sleep(ms: number): Promise<void> {
    await this.pass(ms);
  }

  every(ms: number, work: () => void): () => void {
    const ticker = { ms, work, at: this.ms + ms };
    this.tickers.add(ticker);
    return () => this.tickers.delete(ticker);
  }

  async pass(ms: number): Promise<void> {
    const end = this.ms + ms;
    for (; this.ms < end; this.ms = Math.min(end, this.ms + 1000)) {
      for (const ticker of this.tickers) {
        if (ticker.at > this.ms) continue;
        ticker.at += ticker.ms;
        ticker.work();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

class FakeTags implements LockTags {
  readonly tags = new Map<string, string>();
  isCut = false;

  async readTags(): Promise<Tag[]> {
    return [...this.tags].map(([Key, Value]) => ({ Key, Value }));
  }

  async writeTags(tags: readonly Required<Tag>[]): Promise<void> {
    if (this.isCut) throw new Error("no answer");
    for (const { Key = "", Value = "" } of tags) this.tags.set(Key, Value);
  }

  async removeTags(keys: readonly string[]): Promise<void> {
    if (this.isCut) throw new Error("no answer");
    for (const key of keys) this.tags.delete(key);
  }
}

describe("a lock of tags", () => {
  const title = { balancer: "elb", server: "node1" };
  const setUp = (
    run: Pick<RollRun, "by" | "isRunning"> = { by: "ben@there", isRunning: () => undefined },
  ) => {
    const [clock, tags] = [new FakeClock(), new FakeTags()];
    return { clock, tags, lock: new TagLock(title, tags, { run, clock }) };
  };
  const stranger = { id: "0", by: "ann@ci-7", process: "812:99@elsewhere", beat: 4 };

  it("waits for one that is renewed, and fails naming who has it", async () => {
    const { clock, tags, lock } = setUp();
    await tags.writeTags([planClaimTag(stranger)]);
    let beat = 4;
    clock.every(5000, () => void tags.writeTags([planClaimTag({ ...stranger, beat: ++beat })]));
    await expect(lock.hold(async () => "held")).rejects.toMatchObject({
      failure: { node: "elb", step: "lock the load balancer", seen: "ann@ci-7 changes it" },
    });
    expect([...tags.tags.keys()]).toEqual([claimTagKey("0")]);
  });

  it("takes over, and tidies up, one that nobody renews while it is watched", async () => {
    const { clock, tags, lock } = setUp();
    await tags.writeTags([planClaimTag(stranger)]);
    const held = await lock.hold(async () => [...tags.tags.keys()]);
    expect(held).toEqual([expect.stringMatching(/^wso2-roll-lock:node1:[0-9a-f]{10}$/)]);
    expect(clock.now()).toBeGreaterThanOrEqual(lockTimes.deadAfterMs);
    expect(tags.tags.size).toBe(0);
  });

  it("takes over at once where this computer sees that the process has ended", async () => {
    const { clock, tags, lock } = setUp({ by: "ben@there", isRunning: (id) => id !== stranger.process });
    await tags.writeTags([planClaimTag(stranger)]);
    await lock.hold(async () => {});
    expect(clock.now()).toBe(lockTimes.settleMs);
  });

  it("is renewed for as long as the work goes on, so that a second one never gets in", async () => {
    const { clock, tags, lock } = setUp();
    const second = new TagLock({ ...title, server: "node2" }, tags, {
      run: { by: "eve@there", isRunning: () => undefined },
      clock,
    });
    const order: string[] = [];
    await lock.hold(async () => {
      const waiting = second.hold(async () => order.push("second")).catch(() => order.push("given up"));
      await clock.pass(lockTimes.waitMs * 2);
      throwIfSectionIsLost();
      order.push("first");
      await waiting;
    });
    expect(order).toEqual(["given up", "first"]);
  });

  it("ends the section once it could not be renewed, and does not come back to life", async () => {
    const { clock, tags, lock } = setUp();
    const lost = "elb: keep the load balancer's lock: expected its tag renewed";
    const seen: string[] = [];
    const work = async () => {
      tags.isCut = true;
      await clock.pass(lockTimes.holdMs);
      tags.isCut = false;
      await clock.pass(lockTimes.renewEveryMs * 2);
      // What every step asks, on this balancer and on any other: also under a lock that was taken later and holds.
      await inSection(
        () => {},
        async () => {
          expect(throwIfSectionIsLost).toThrow(lost);
          seen.push("asked");
        },
      );
    };
    // Work that asked nothing more must not be taken for complete either.
    await expect(lock.hold(work)).rejects.toThrow(lost);
    expect(seen).toEqual(["asked"]);
  });
});

describe("a claim's tag", () => {
  it("is read as it was written, in AWS's characters and length", () => {
    const any = fc.record({
      id: fc.stringMatching(/^[a-z0-9:]{1,40}$/),
      by: fc.string({ unit: "binary", maxLength: 40 }),
      process: fc.stringMatching(/^\d{1,7}:\d{1,12}@[0-9a-f-]{1,20}$/),
      beat: fc.nat(),
    });
    fc.assert(
      fc.property(any, (claim) => {
        const tag = planClaimTag(claim);
        expect(tag.Value).toMatch(/^[A-Za-z0-9 +\-=._:/@]{1,256}$/);
        const { by, ...rest } = parseClaimTag(tag) ?? { by: "" };
        expect(rest).toEqual({ id: claim.id, process: claim.process, beat: claim.beat });
        if ((tag.Value ?? "").length < 256) expect(by).toBe(claim.by);
      }),
    );
  });

  it("of somebody else is none; one that is damaged counts as a claim", () => {
    expect(parseClaimTag({ Key: "wso2-roll:node1", Value: "run=1" })).toBeUndefined();
    expect(parseClaimTag({ Key: "wso2-roll-lock:x", Value: "??" })).toMatchObject({ id: "x", beat: 0 });
  });
});
