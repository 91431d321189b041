import type { LoadFailure } from "../../../sandbox/load";
import { FailureLog } from "../../../sandbox/load/failure-log";

const failure = (cause: string, atSec: number): LoadFailure => ({
  atSec,
  cause,
  detail: "",
  kind: "fresh",
  method: "GET",
  path: "/",
  servedBy: null,
  reusedConnection: false,
});

test("the most frequent cause comes first, with its first five", () => {
  const log = new FailureLog();
  log.add(failure("timeout", 0));
  for (let atSec = 1; atSec <= 7; atSec += 1) log.add(failure("ECONNRESET", atSec));
  expect(
    log.groups().map(({ cause, count, examples }) => [cause, count, examples.map(({ atSec }) => atSec)]),
  ).toEqual([
    ["ECONNRESET", 7, [1, 2, 3, 4, 5]],
    ["timeout", 1, [0]],
  ]);
});
