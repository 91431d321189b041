import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planReport } from "../../../components/report/plan-report";
import { parseJournal } from "../../../components/report/read-journal";
import { at, failing, failure, load, rolled, step } from "./journal-of";

const read = (name: string) => parseJournal(readFileSync(join(__dirname, "recorded", name), "utf8"));
/** Of a program that did not write versions, notes and rolls yet. */
const recorded = read("three-nodes.jsonl");

describe("the data of a report", () => {
  it("has nodes, phases and totals of a roll that was recorded", () => {
    const { verdict, totals, nodes, failures } = planReport(recorded);
    expect(verdict).toEqual({ outcome: "rolled", text: "Rolled 3 nodes in 1 min 6 s" });
    expect(totals).toEqual({
      seconds: 66.448,
      rolled: 3,
      added: 0,
      removed: 0,
      steps: 27,
      failedSteps: 0,
      fromVersions: [],
      toVersions: [],
      mostOutAtOnce: 1,
    });
    expect(nodes.map(({ node, outcome }) => [node, outcome])).toEqual([
      ["node1", "in service"],
      ["node2", "in service"],
      ["node3", "in service"],
    ]);
    expect(nodes[0]).toEqual({
      node: "node1",
      outcome: "in service",
      beginSec: 0,
      endSec: 15.734,
      out: [{ beginSec: 0.638, endSec: 11.693 }],
      phases: {
        prepare: 0.231,
        drain: 2.861,
        "take out": 0.099,
        stop: 0.229,
        change: 0.197,
        start: 4.669,
        enable: 1.863,
        stable: 4.041,
      },
    });
    expect(failures).toEqual([]);
  });

  it("has versions and what was told in between", () => {
    const { verdict, totals, notes } = planReport(read("with-versions.jsonl"));
    expect(verdict.text).toBe("Rolled 3 nodes from 4.3.0 to 4.4.0 in 2 min 35 s");
    expect(totals).toMatchObject({
      rolled: 3,
      fromVersions: ["4.3.0"],
      toVersions: ["4.4.0"],
      mostOutAtOnce: 1,
    });
    expect(notes[0]).toEqual({
      ...{ atSec: 22.206, node: "node1", command: "leave", step: "drain" },
      detail: "haproxy1 haproxy2, 762 sessions left",
    });
  });

  it("puts the load on the roll's clock", () => {
    const report = planReport(rolled("node1", 0), {
      ...load,
      failed: 2,
      failures: [{ cause: "ECONNRESET", count: 2, examples: [{ atSec: 7, detail: "socket hang up" }] }],
    });
    expect(report.load?.samples[0]).toEqual({ sec: -5, requests: 10, failures: 0, p50Ms: 2, p99Ms: 9 });
    expect(report.load?.failures).toEqual([
      { cause: "ECONNRESET", count: 2, examples: [{ atSec: 2, text: "socket hang up" }] },
    ]);
    expect(report.verdict).toEqual({
      outcome: "lost",
      text: "Rolled 1 node from 4.3.0 to 4.4.0 in 20.0 s; 400 requests, 2 failed",
    });
  });

  it("says where a roll stopped and how to go on", () => {
    const { verdict, nodes, failures, totals } = planReport(
      [...rolled("node1", 0), ...failing("node2", 20)],
      load,
    );
    expect(verdict).toEqual({
      outcome: "stopped",
      text: "Stopped at node2, step readiness, after 28.0 s; 1 node done before; 400 requests, 0 failed",
    });
    expect(failures).toEqual([{ ...failure, command: "start", atSec: 28, resolved: false }]);
    expect(nodes.map(({ outcome, out }) => [outcome, out])).toEqual([
      ["in service", [{ beginSec: 0, endSec: 15 }]],
      ["stopped", [{ beginSec: 20 }]],
    ]);
    expect(totals).toMatchObject({ rolled: 1, failedSteps: 1, mostOutAtOnce: 1 });
  });

  it("keeps a failure that was mended, but the roll is done", () => {
    const { verdict, failures } = planReport([
      ...failing("node1", 0),
      ...step("node1", "start", "start", 30, 35),
      ...step("node1", "join", "enable", 36, 38),
    ]);
    expect(verdict.outcome).toBe("rolled");
    expect(failures.map(({ resolved }) => resolved)).toEqual([true]);
  });

  it("takes the failed step for the failure where a program wrote nothing more", () => {
    const entries = failing("node1", 0).filter(({ phase }) => phase !== "stopped");
    expect(planReport(entries).failures).toEqual([
      {
        atSec: 8,
        node: "node1",
        command: "start",
        step: "start",
        expected: "no error",
        seen: `node1: readiness: ${failure.seen}`,
        next: "remove the cause, then `pulumi up` goes on from here",
        resolved: false,
      },
    ]);
  });

  it.each([
    ["nothing", [], "empty", "Nothing was rolled"],
    [
      "a step without an end",
      rolled("node1", 0).slice(0, 9),
      "unfinished",
      "Not finished: node1, start began at 0:07 and has no end",
    ],
    [
      "nodes that are new",
      [
        ...step("node4", "start", "start", 0, 5, { version: "4.4.0" }),
        ...step("node4", "join", "stable", 5, 9),
      ],
      "rolled",
      "Added 1 node to 4.4.0 in 9.0 s",
    ],
    [
      "nodes that are gone",
      [...step("node4", "leave", "drain", 0, 3), ...step("node4", "stop", "stop", 4, 5)],
      "rolled",
      "Removed 1 node in 5.0 s",
    ],
    [
      "another configuration",
      rolled("node1", 0).map((entry) => ({ ...entry, version: "4.4.0" })),
      "rolled",
      "Rolled 1 node at 4.4.0 in 20.0 s",
    ],
    [
      "machines alone",
      step("haproxy1", "configure-haproxy", "reload", 0, 2),
      "rolled",
      "Prepared machines in 2.0 s",
    ],
  ] as const)("says what happened to %s", (_, entries, outcome, text) => {
    expect(planReport(entries).verdict).toEqual({ outcome, text });
  });

  it("reads batches from what the roll's own plan tells, not from a delete, which has the plan before", () => {
    const of = (batch: number) => ({ progress: `batch ${batch}/2, node ${batch}/3` });
    const entries = [
      ...rolled("node1", 0, of(1)),
      ...rolled("node10", 20, of(2)),
      ...rolled("node2", 20.5, of(2)),
    ].map((entry) => (entry.command === "leave" ? { ...entry, progress: "batch 9/9, node 9/9" } : entry));
    const { batches, nodes, totals } = planReport(entries);
    expect(batches).toEqual([
      { number: 1, nodes: ["node1"], beginSec: 0, endSec: 20 },
      { number: 2, nodes: ["node2", "node10"], beginSec: 20, endSec: 40.5 },
    ]);
    expect(nodes.map(({ node }) => node)).toEqual(["node1", "node2", "node10"]);
    expect(totals.mostOutAtOnce).toBe(2);
  });

  it("tells what commands said between their steps", () => {
    const of = { node: "node1", command: "leave", step: "drain" };
    const note = { ...of, t: at(1), phase: "note", detail: "haproxy1, 3 sessions left" } as const;
    expect(planReport([...step("node1", "leave", "drain", 0, 3), note]).notes).toEqual([
      { atSec: 1, node: "node1", command: "leave", step: "drain", detail: "haproxy1, 3 sessions left" },
    ]);
  });
});
