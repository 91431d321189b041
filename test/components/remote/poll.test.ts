import { poll, within } from "../../../components/remote/poll";

describe("poll", () => {
  it("gives the first answer", async () => {
    let calls = 0;
    const found = await poll(async () => (++calls === 3 ? calls : undefined), {
      timeoutSec: 5,
      intervalMs: 1,
    });
    expect(found).toBe(3);
  });

  it("probes once even with no time at all", async () => {
    expect(await poll(async () => "now", { timeoutSec: 0 })).toBe("now");
    expect(await poll(async () => undefined, { timeoutSec: 0 })).toBeUndefined();
  });

  it("fails with the reason when it is stopped, also during a pause", async () => {
    const stopped = new AbortController();
    const waiting = poll(async () => undefined, {
      timeoutSec: 60,
      intervalMs: 60_000,
      signal: stopped.signal,
    });
    stopped.abort(new Error("stopped by SIGTERM"));
    await expect(waiting).rejects.toThrow("stopped by SIGTERM");
  });
});

describe("within", () => {
  it("gives the result in time", async () => {
    expect(await within(1, "late", Promise.resolve(1))).toBe(1);
  });

  it("fails when the work takes longer", async () => {
    await expect(within(0.01, "late", new Promise(() => undefined))).rejects.toThrow("late");
  });
});
