import type { LoadReport, LoadSample } from "../../../sandbox/load";
import { runLoad, runLoadInChild } from "../../../sandbox/load";
import { type Fault, TinyServer } from "./tiny-server";

const host = "wso2.example";
let server: TinyServer;

afterEach(() => server.stop());

const start = async (faultOf?: (index: number) => Fault) => {
  server = await TinyServer.start(faultOf);
};

const options = () => ({
  url: `${server.url}/orders?a=1`,
  host,
  caFile: server.caFile,
  seconds: 1,
  ratePerSec: 100,
  stickySessions: 35,
  slow: false as const,
});

/** 35 requests of sessions and 15 of visitors: no stall below two seconds makes all sessions busy at once. */
const unhurried = () => ({ ...options(), seconds: 5, ratePerSec: 10, stickySessions: 20 });

const causes = (report: LoadReport) =>
  Object.fromEntries(report.failures.map(({ cause, count }) => [cause, count]));

test("each request is sent, answered and counted", async () => {
  await start();
  const samples: LoadSample[] = [];
  const report = await runLoad({ ...options(), slow: { everySec: 0.25, delayMs: 1500 } }, (sample) =>
    samples.push(sample),
  );
  expect(report).toMatchObject({
    host,
    requests: 104,
    failed: 0,
    failures: [],
    stopped: false,
    byKind: {
      session: { requests: 70, failed: 0 },
      fresh: { requests: 30, failed: 0 },
      slow: { requests: 4, failed: 0 },
    },
    posts: 20,
    byNode: { node1: 104 },
    byVersion: { "1.0": 104 },
    sessionsMoved: 0,
  });
  expect(server.requests).toHaveLength(104);
  expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(20);
  expect(new Set(server.requests.map((request) => request.host))).toEqual(new Set([host]));
  expect(new Set(server.requests.map(({ url }) => url))).toEqual(
    new Set(["/orders?a=1", "/orders?a=1&delayMs=1500"]),
  );
  expect(report.series).toEqual(samples);
  expect(samples.map(({ t }) => t)).toEqual(samples.map((_, index) => index));
  expect(samples.reduce((sum, { requests }) => sum + requests, 0)).toBe(104);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test("sessions keep one connection and all their cookies; visitors have one of their own and none", async () => {
  await start();
  await runLoad(unhurried());
  expect(server.connections).toBe(20 + 15);
  const cookies = server.requests.map(({ cookie }) => cookie);
  expect(cookies.filter((cookie) => cookie === "")).toHaveLength(20 + 15);
  expect(cookies.filter((cookie) => /^JSESSIONID=S\d+; AWSELB=balancer1$/.test(cookie))).toHaveLength(15);
});

test("a slow client comes back as a new one after as many requests as its own sessions have", async () => {
  await start();
  const slow = { everySec: 0.5, delayMs: 600, sessionRequests: 2 };
  await runLoad({ ...unhurried(), seconds: 4, newConnections: 0, sessionRequests: 50, slow });
  const asked = server.requests.filter(({ url }) => url.endsWith("delayMs=600"));
  expect(asked).toHaveLength(8);
  const sessions = new Map<string, number>();
  for (const { cookie } of asked) sessions.set(cookie, (sessions.get(cookie) ?? 0) + 1);
  // Three clients in turn: each comes without a cookie, once more with its own, and then without.
  expect([...sessions].sort(([a], [b]) => a.localeCompare(b)).map(([, times]) => times)).toEqual([
    5, 1, 1, 1,
  ]);
});

test.each<[Exclude<Fault, undefined>, string, string]>([
  ["reset", "ECONNRESET", "socket hang up"],
  ["502", "status 502", "<html>Bad Gateway</html>"],
  ["wrong body", "wrong body", "not the stand-in's JSON: <html>Welcome</html>"],
])("fails a request that the server answers by: %s", async (fault, cause, detail) => {
  await start((index) => (index % 20 === 7 ? fault : undefined));
  const report = await runLoad(options());
  expect(report.requests).toBe(100);
  expect(report.failed).toBe(5);
  expect(causes(report)).toEqual({ [cause]: 5 });
  expect(report.failures[0]?.examples[0]).toEqual({
    atSec: expect.any(Number),
    cause,
    detail,
    kind: expect.stringMatching(/session|fresh/),
    method: expect.stringMatching(/GET|POST/),
    path: "/orders?a=1",
    servedBy: fault === "reset" ? null : "node1",
    reusedConnection: expect.any(Boolean),
  });
  expect(report.byNode).toEqual({ node1: 95 });
  expect(report.series.reduce((sum, { failures }) => sum + failures, 0)).toBe(5);
});

test("fails a POST of which the server counts other bytes than were sent", async () => {
  await start((index) => (index === 3 ? "wrong count" : undefined));
  const report = await runLoad({ ...options(), posts: { share: 1, minBytes: 70_000, maxBytes: 70_000 } });
  expect(causes(report)).toEqual({ "wrong body": 1 });
  expect(report.failures[0]?.examples[0]?.detail).toBe("bodyBytes 69999, but 70000 were sent");
});

test("a lost session is counted as moved, not as failed", async () => {
  await start((index) => (index >= 40 && index < 43 ? "lost session" : undefined));
  const report = await runLoad({ ...unhurried(), newConnections: 0, stickySessions: 25 });
  expect(report.failed).toBe(0);
  expect(report.sessionsMoved).toBe(3);
  expect(report.moves).toEqual(Array(3).fill({ atSec: expect.any(Number), from: "node1", to: "node1" }));
});

test("fails a request without an answer in time", async () => {
  await start((index) => (index === 2 ? "silent" : undefined));
  const report = await runLoad({ ...options(), ratePerSec: 10, timeoutMs: 6000 });
  expect(causes(report)).toEqual({ timeout: 1 });
  expect(report.failures[0]?.examples[0]?.detail).toBe("no whole answer in 6000 ms");
});

test("fails requests beyond those that may be in flight, without sending them", async () => {
  await start(() => "silent");
  const report = await runLoad({ ...options(), timeoutMs: 2500, maxInFlight: 40 });
  expect(causes(report)).toEqual({ "not sent": 60, timeout: 40 });
  expect(server.requests).toHaveLength(40);
});

test("fails every request when the certificate has another name", async () => {
  await start();
  const report = await runLoad({ ...options(), host: "other.example", ratePerSec: 10 });
  expect(causes(report)).toEqual({ ERR_TLS_CERT_ALTNAME_INVALID: 10 });
});

test("fails every request when nothing listens", async () => {
  await start();
  const report = await runLoad({ ...options(), url: "https://127.0.0.1:9/", ratePerSec: 10 });
  expect(causes(report)).toEqual({ ECONNREFUSED: 10 });
});

test("a signal ends the load; what is in flight is waited for", async () => {
  await start();
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 300);
  const slow = { everySec: 0.5, delayMs: 900 };
  const report = await runLoad({ ...options(), seconds: 600, slow, signal: stopping.signal });
  expect(report.stopped).toBe(true);
  expect(report.failed).toBe(0);
  expect(report.byKind.slow).toEqual({ requests: 1, failed: 0 });
  expect(report.requests).toBe(server.requests.length);
  expect(report.requests).toBeLessThan(60_000);
  expect(report.seconds).toBeGreaterThan(0.9);
});

describe("in a child process", () => {
  test("samples and the report come over, and stop ends it", async () => {
    await start();
    const samples: LoadSample[] = [];
    const load = runLoadInChild({ ...options(), seconds: 600 }, (sample) => samples.push(sample));
    await until(() => samples.length >= 2);
    const report = await load.stop();
    expect(report.stopped).toBe(true);
    expect(report.failed).toBe(0);
    expect(report.requests).toBe(server.requests.length);
    expect(report.series.slice(0, samples.length)).toEqual(samples);
    expect(await load.done).toEqual(report);
  });

  test("ends by itself when its time is over", async () => {
    await start();
    const report = await runLoadInChild(options()).done;
    expect([report.requests, report.failed, report.stopped]).toEqual([100, 0, false]);
  });

  test("fails on options that can't be run", async () => {
    await start();
    await expect(runLoadInChild({ ...options(), ratePerSec: 0 }).done).rejects.toThrow(
      "The load can't be run:\n  ratePerSec: got 0, must be above 0",
    );
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("The condition did not become true in 15 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
