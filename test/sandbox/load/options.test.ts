import { type LoadOptions, planLoad } from "../../../sandbox/load/options";

const least: LoadOptions = { url: "https://10.41.0.10/orders", seconds: 60, ratePerSec: 100 };

test("defaults", () => {
  expect(planLoad(least)).toEqual({
    url: "https://10.41.0.10/orders",
    host: "10.41.0.10",
    caFile: undefined,
    seconds: 60,
    ratePerSec: 100,
    stickySessions: 50,
    sessionRequests: Number.POSITIVE_INFINITY,
    newConnections: 0.3,
    slow: { everySec: 2, delayMs: 8000 },
    posts: { share: 0.2, minBytes: 1024, maxBytes: 65_536 },
    timeoutMs: 30_000,
    maxInFlight: 2000,
  });
});

test("what is given wins, an undefined is none", () => {
  const plan = planLoad({ ...least, host: "wso2.example", slow: false, timeoutMs: undefined } as LoadOptions);
  expect([plan.host, plan.slow, plan.timeoutMs]).toEqual(["wso2.example", false, 30_000]);
});

test.each<[Partial<LoadOptions>, string]>([
  [{ url: "wso2.example" }, 'url: got "wso2.example", must be an http or https URL'],
  [{ seconds: 0 }, "seconds: got 0, must be above 0"],
  [{ ratePerSec: -1 }, "ratePerSec: got -1, must be above 0"],
  [{ stickySessions: 1.5 }, "stickySessions: got 1.5, must be a whole number, 0 or more"],
  [{ sessionRequests: 0 }, "sessionRequests: got 0, must be 1 or more"],
  [{ newConnections: 30 }, "newConnections: got 30, must be a share from 0 to 1"],
  [{ posts: { share: 2, minBytes: 1, maxBytes: 1 } }, "posts.share: got 2, must be a share from 0 to 1"],
  [
    { posts: { share: 1, minBytes: 9, maxBytes: 8 } },
    "posts.maxBytes: got 8, must be posts.minBytes or more",
  ],
  [
    { slow: { everySec: 9, delayMs: 8000 } },
    "slow.everySec: got 9, must be above 0 and at most slow.delayMs, so that one is always in flight",
  ],
  [
    { slow: { everySec: 2, delayMs: 8000, sessionRequests: 0 } },
    "slow.sessionRequests: got 0, must be 1 or more",
  ],
  [{ timeoutMs: 5000 }, "slow.delayMs: got 8000, must be below timeoutMs"],
  [{ maxInFlight: 0 }, "maxInFlight: got 0, must be a whole number, 1 or more"],
])("fails on %j", (wrong, line) => {
  expect(() => planLoad({ ...least, ...wrong })).toThrow(`The load can't be run:\n  ${line}`);
});

test("fails with all problems at once", () => {
  expect(() => planLoad({ ...least, seconds: -1, ratePerSec: 0 })).toThrow(
    "The load can't be run:\n  seconds: got -1, must be above 0\n  ratePerSec: got 0, must be above 0",
  );
});
