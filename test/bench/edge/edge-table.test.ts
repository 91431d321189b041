import { parseWrk, renderEdge } from "../../../bench/edge/edge-table";

/** What wrk 4.1.0 printed. */
const printed = `Running 5s test @ https://127.0.0.1:18443/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     9.03ms    5.85ms  62.94ms   72.55%
    Req/Sec     7.35k   742.04     8.55k    70.00%
  Latency Distribution
     50%    8.13ms
     75%   12.09ms
     90%   16.56ms
     99%   27.33ms
  36549 requests in 5.00s, 22.80MB read
  Socket errors: connect 0, read 2, write 0, timeout 1
  Non-2xx or 3xx responses: 4
Requests/sec:   7305.12
Transfer/sec:      4.56MB
`;

describe("what wrk prints", () => {
  it("is read with its units and failures", () => {
    const cpuUs = 2_000_000 / 36_549;
    expect(parseWrk(printed, 2)).toEqual({ requestsPerSec: 7305.12, p99Ms: 27.33, cpuUs, failed: 7 });
    const slow = printed.replace("27.33ms", "1.20s").replace(/^ {2}(Socket|Non).*\n/gm, "");
    expect(parseWrk(slow, 2)).toEqual({ requestsPerSec: 7305.12, p99Ms: 1200, cpuUs, failed: 0 });
  });

  it("fails for anything else", () => {
    expect(() => parseWrk("unable to connect", 1)).toThrow("wrk printed something else: unable to connect");
  });
});

it("renders medians, and each turn against the same turn of the first", () => {
  const turn = (requestsPerSec: number, p99Ms: number, failed = 0) => ({
    ...{ requestsPerSec, p99Ms, failed },
    cpuUs: p99Ms * 10,
  });
  const turns = new Map([
    ["by hand", [turn(1000, 10), turn(500, 20), turn(800, 12)]],
    ["tier", [turn(990, 11), turn(490, 19, 1), turn(800, 13)]],
  ]);
  expect(renderEdge(turns).split("\n").slice(4)).toEqual([
    "| by hand | 800 | 1.00 | 12.0 | 120 | 1.00 | 0 |",
    "| tier | 800 | 0.99 | 13.0 | 130 | 1.08 | 1 |",
  ]);
});
