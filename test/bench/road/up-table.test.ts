import { renderUps } from "../../../bench/road/up-table";

it("compares a roll with its limit and an up without a change, and says where the time goes", () => {
  const profile = [
    { what: "start", seconds: 5 },
    { what: "roll", seconds: 20 },
  ];
  const lines = renderUps({ turns: 3, limitSec: 15, unchangedSec: 5, rollSec: 25, profile }).split("\n");
  expect(lines.filter((line) => line.startsWith("| "))).toEqual([
    "| | seconds | of the sum |",
    "| limit: start and checks of each node in turn | 15.0 | 0.75 |",
    "| `up` without a change | 5.0 | 0.25 |",
    "| sum of the two | 20.0 | 1.00 |",
    "| `up` that rolls a version | 25.0 | 1.25 |",
    "| | seconds | of the whole |",
    "| start | 5.0 | 0.20 |",
    "| roll | 20.0 | 0.80 |",
  ]);
});
