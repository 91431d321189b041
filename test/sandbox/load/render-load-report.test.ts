import type { LoadReport } from "../../../sandbox/load";
import { renderLoadReport } from "../../../sandbox/load";

const report: LoadReport = {
  url: "https://10.41.0.10/",
  host: "wso2.example",
  startedAt: "2025-01-01T00:00:00.000Z",
  seconds: 60.04,
  ratePerSec: 100,
  stopped: false,
  requests: 6030,
  failed: 0,
  byKind: {
    session: { requests: 4200, failed: 0 },
    fresh: { requests: 1800, failed: 0 },
    slow: { requests: 30, failed: 0 },
  },
  posts: 1200,
  byNode: { node1: 3000, node2: 3030 },
  byVersion: { "4.4.0": 6030 },
  failures: [],
  sessionsMoved: 2,
  moves: [],
  latencyMs: { p50: 3.1, p90: 5.2, p99: 12, max: 40.5 },
  series: [],
};

test("a load without a failure", () => {
  expect(renderLoadReport(report).split("\n")).toEqual([
    "Load on https://10.41.0.10/ as wso2.example: 100/s for 60.0 s",
    "",
    "clients  requests  failed",
    "session      4200       0",
    "fresh        1800       0",
    "slow           30       0",
    "",
    "node   answers",
    "node1     3000",
    "node2     3030",
    "",
    "version  answers",
    "4.4.0       6030",
    "",
    "latency without the slow requests: p50 3.1 ms, p90 5.2 ms, p99 12 ms, max 40.5 ms",
    "POST bodies sent and counted: 1200",
    "sessions that began anew: 2",
    "6030 requests, 0 failed",
  ]);
});

test("failures are named with their cause and the first of each", () => {
  const example = {
    atSec: 12.34,
    cause: "status 502",
    detail: "<html>",
    kind: "session",
    method: "GET",
    path: "/orders",
    servedBy: null,
    reusedConnection: true,
  } as const;
  const slow = {
    ...example,
    cause: "timeout",
    kind: "slow",
    servedBy: "node2",
    reusedConnection: false,
  } as const;
  const text = renderLoadReport({
    ...report,
    stopped: true,
    failed: 4,
    latencyMs: null,
    failures: [
      { cause: "status 502", count: 3, examples: [example] },
      { cause: "timeout", count: 1, examples: [slow] },
    ],
  });
  expect(text).toContain("for 60.0 s (stopped)\n");
  expect(text).toContain("latency: no good answer\n");
  expect(text.split("\n").slice(-7)).toEqual([
    "",
    "failed with status 502: 3",
    "  at 12.3 s: session GET /orders on a kept connection: <html>",
    "",
    "failed with timeout: 1",
    "  at 12.3 s: slow GET /orders by node2: <html>",
    "6030 requests, 4 failed",
  ]);
});
