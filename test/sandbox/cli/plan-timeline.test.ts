import type { JournalEntry } from "../../../components/remote/journal";
import { planTimeline } from "../../../sandbox/cli/plan-timeline";
import { renderTimeline } from "../../../sandbox/cli/render-timeline";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 1, 0) + seconds * 1000).toISOString();

function step(node: string, command: string, name: string, from: number, to: number): JournalEntry[] {
  const common = { node, command, step: name, detail: "" };
  return [
    { ...common, t: at(from), phase: "begin" },
    { ...common, t: at(to), phase: "end" },
  ];
}

const journal = [
  ...step("node1", "stage", "upload", -2, -1),
  ...step("node1", "leave", "drain", 0, 2),
  ...step("node1", "leave", "maint", 2, 2.5),
  ...step("node1", "stop", "stop", 3, 4),
  ...step("node1", "start", "install", 5, 6),
  ...step("node1", "start", "start", 6, 11),
  ...step("node1", "join", "enable", 12, 14),
  ...step("node1", "join", "stable", 14, 19),
  ...step("node2", "leave", "drain", 20, 22),
];

/** One sample a second, ten requests each, the load having begun five seconds before the roll. */
const series = Array.from({ length: 40 }, (_, t) => ({
  t,
  requests: 10,
  failures: t === 26 ? 1 : 0,
  p50Ms: 2,
  p99Ms: 5,
  perNode: {},
}));

describe("timeline of a roll", () => {
  const rows = planTimeline(journal, { startedAt: at(-5), series });

  it("has each node's phases: when they ended and how long they took", () => {
    expect(rows).toEqual([
      {
        node: "node1",
        phases: {
          drain: { endedSec: 2.5, tookSec: 2.5 },
          stop: { endedSec: 4, tookSec: 1 },
          start: { endedSec: 6, tookSec: 1 },
          ready: { endedSec: 11, tookSec: 5 },
          enabled: { endedSec: 14, tookSec: 2 },
          stable: { endedSec: 19, tookSec: 5 },
        },
        requests: 200,
        failures: 0,
      },
      { node: "node2", phases: { drain: { endedSec: 22, tookSec: 2 } }, requests: 30, failures: 1 },
    ]);
  });

  it("is a table", () => {
    expect(renderTimeline(rows).split("\n")).toEqual([
      "Seconds from the first step of the roll to the end of each, and (how long it took):",
      "",
      "node   drain       stop       start      ready       enabled     stable      requests  failed",
      "node1  2.5 (2.5)   4.0 (1.0)  6.0 (1.0)  11.0 (5.0)  14.0 (2.0)  19.0 (5.0)  200       0",
      "node2  22.0 (2.0)  -          -          -           -           -           30        1",
    ]);
  });

  it("goes by steps alone", () => {
    const more = (["note", "stopped"] as const).map((phase) => ({
      ...{ t: at(90), node: "node1", command: "start", step: "readiness", detail: "" },
      phase,
    }));
    expect(planTimeline([...journal, ...more], { startedAt: at(-5), series })).toEqual(rows);
  });

  it("is empty without a roll", () => {
    expect(planTimeline([], { startedAt: at(0), series })).toEqual([]);
  });
});
