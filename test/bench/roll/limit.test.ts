import { limitSec } from "../../../bench/roll/limit";

it.each([
  [{ batches: 3, startSec: 3, checks: { rise: 2, intervalSec: 1 }, stableSec: 0 }, 15],
  [{ batches: 10, startSec: 1, checks: { rise: 2, intervalSec: 0.5 }, stableSec: 20 }, 220],
])("no roll is faster than its batches one after the other: %j", (limit, seconds) => {
  expect(limitSec(limit)).toBe(seconds);
});
