import { renderRace, renderSizes } from "../../../bench/roll/tables";

const own = { name: "roll", seconds: 20, requests: 1200, failed: 0, causes: [] };
const other = {
  name: "playbook",
  seconds: 80,
  requests: 4800,
  failed: 7,
  causes: ["5 status 503", "1 ECONNRESET", "1 timeout"],
};

it("compares each contender with the limit and the roll with each contender", () => {
  expect(renderRace({ limitSec: 16, spanSec: 18, results: [own, other] })).toBe(
    [
      "| three nodes, one version change | seconds | of the limit | roll / this | requests | failed |",
      "|---|--:|--:|--:|--:|--:|",
      "| limit: start, checks, stable time, each node in turn | 16.0 | 1.00 | 1.25 |  |  |",
      "| roll | 20.0 | 1.25 | 1.00 | 1200 | 0 |",
      "| of it, from the first drain to the last node in service | 18.0 | 1.13 | 1.11 |  |  |",
      "| playbook | 80.0 | 5.00 | 0.25 | 4800 | 7 (5 status 503, 1 ECONNRESET) |",
      "",
    ].join("\n"),
  );
});

it("shows for each size what a batch takes beyond the limit", () => {
  const sizes = [own, other].map((result) => ({ ...result, hosts: 10, batches: 10, limitSec: 15 }));
  expect(renderSizes(sizes).split("\n").slice(2)).toEqual([
    "| 10 hosts, roll | 10 | 15.0 | 20.0 | 0.50 | 1200 | 0 |",
    "| 10 hosts, playbook | 10 | 15.0 | 80.0 | 6.50 | 4800 | 7 |",
    "",
  ]);
});
