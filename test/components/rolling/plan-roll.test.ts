import * as fc from "fast-check";
import type { DeployedGroup, WantedGroup } from "../../../components/rolling/deployed";
import { planLimits } from "../../../components/rolling/limits";
import { planBatches } from "../../../components/rolling/plan-batches";
import { planFloors } from "../../../components/rolling/plan-floors";
import { planRoll, type RollFacts } from "../../../components/rolling/plan-roll";
import {
  renderProgress,
  renderRollPlan,
  renderTime,
  summarizeRollPlan,
} from "../../../components/rolling/render-roll-plan";

const nodes = ["node1", "node2", "node3"];
const each = (value: string) => Object.fromEntries(nodes.map((node) => [node, value]));
const before: DeployedGroup = {
  version: "4.3.0",
  machines: each("ami-1 m6i.large"),
  configurations: each("a"),
  startSec: { node1: 30, node2: 40 },
};
const wanted: WantedGroup = { ...before, version: "4.4.0", configurations: each("b") };
const facts: RollFacts = {
  group: "wso2-prod",
  strategy: "auto",
  batches: [["node1"], ["node2", "node3"]],
  limits: planLimits({}),
  wanted,
  before,
};

describe("planRoll", () => {
  it("tells of each batch what changes, what serves meanwhile and each step's limit", () => {
    const plan = planRoll(facts);
    expect(plan).toMatchObject({ from: "4.3.0", version: "4.4.0", gone: [], unchanged: [] });
    expect(
      plan.batches.map(({ nodes, serving, floor, startsAtSec }) => ({ nodes, serving, floor, startsAtSec })),
    ).toEqual([
      {
        nodes: [{ node: "node1", causes: ["version"] }],
        serving: ["node2", "node3"],
        floor: 2,
        startsAtSec: 0,
      },
      {
        nodes: ["node2", "node3"].map((node) => ({ node, causes: ["version"] })),
        serving: ["node1"],
        floor: 1,
        startsAtSec: 120,
      },
    ]);
    expect(plan.batches[0]?.steps).toEqual([
      { step: "drain", limitSec: 60, estimatedSec: 60 },
      { step: "finish requests", limitSec: 300, estimatedSec: 0 },
      { step: "stop", limitSec: 300, estimatedSec: 5 },
      { step: "start", limitSec: 600, estimatedSec: 30 },
      { step: "enable", limitSec: 60, estimatedSec: 5 },
      { step: "stay up", limitSec: 20, estimatedSec: 20 },
    ]);
    expect([plan.estimatedSec, plan.longestSec]).toEqual([250, 2680]);
  });

  it("has nothing to do where nothing changes", () => {
    const plan = planRoll({ ...facts, wanted: before });
    expect([plan.batches, plan.unchanged, plan.estimatedSec]).toEqual([[], nodes, 0]);
  });

  it("makes a new machine for another image, and for any change where machines are replaced", () => {
    const steps = (change: Partial<RollFacts>) =>
      planRoll({ ...facts, ...change }).batches[0]?.steps.map(({ step }) => step);
    const onNewMachine = ["drain", "finish requests", "stop", "new machine", "start", "enable", "stay up"];
    expect(steps({ wanted: { ...before, machines: each("ami-2 m6i.large") } })).toEqual(onNewMachine);
    expect(steps({ strategy: "replace" })).toEqual(onNewMachine);
  });

  it("drains nobody for a new node, and says who leaves for good", () => {
    const next = { ...before, machines: { ...before.machines, node4: "ami-1 m6i.large" } };
    const plan = planRoll({
      ...facts,
      batches: [["node1"], ["node2"], ["node4"]],
      wanted: { ...next, configurations: { node1: "a", node2: "a", node4: "a" } },
    });
    expect(plan.batches.map(({ batch, nodes, floor }) => ({ batch, nodes, floor }))).toEqual([
      { batch: 3, nodes: [{ node: "node4", causes: ["new"] }], floor: 0 },
    ]);
    expect(plan.batches[0]?.steps.map(({ step }) => step)).toEqual([
      "new machine",
      "start",
      "enable",
      "stay up",
    ]);
    expect([plan.gone, plan.unchanged]).toEqual([["node3"], ["node1", "node2"]]);
  });

  it("waits for approval after the batch that is asked for, unless it is the last", () => {
    const pauses = (pauseAfterBatch: number) =>
      planRoll({ ...facts, pauseAfterBatch }).batches.map(({ pauseAfter }) => pauseAfter);
    expect([pauses(1), pauses(2)]).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it("keeps the floor at every instant: what goes on serving is never less than what must be UP", async () => {
    const groups = fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      sizes: fc.array(fc.integer({ min: 1, max: 30 }).map(String), { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.property(groups, ({ count, sizes }) => {
        const keys = Array.from({ length: count }, (_, index) => `n${index}`);
        const all = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));
        const old = { version: "1", machines: all("m"), configurations: all("c"), startSec: {} };
        const batches = planBatches(keys, [], sizes);
        const plan = planRoll({ ...facts, batches, wanted: { ...old, version: "2" }, before: old });
        expect(plan.batches.flatMap(({ nodes }) => nodes.map(({ node }) => node))).toEqual(keys);
        for (const { serving, floor, nodes } of plan.batches) {
          expect(serving.length).toBe(count - nodes.length);
          expect(floor).toBeLessThanOrEqual(serving.length);
        }
      }),
    );
  });
});

describe("planFloors", () => {
  it("allows each node's own batch to be out, in an order that does not depend on the roll's", () => {
    expect(planFloors([["node2"], ["node1", "node3"]], 2)).toEqual({
      minHealthy: 2,
      maxUnavailable: { node1: 2, node2: 1, node3: 2 },
    });
    expect(JSON.stringify(planFloors([["b"], ["a"]], undefined))).toBe(
      JSON.stringify(planFloors([["a"], ["b"]], undefined)),
    );
  });
});

describe("renderProgress", () => {
  it("counts the nodes that are done, and says nothing of one that was not to be changed", () => {
    const plan = planRoll({ ...facts, batches: [["node2"], ["node1", "node3"]] });
    expect(renderProgress(plan, ["node2"])).toBe(
      "batch 1 of 2: node2 serves the new state, 1 of 3 nodes done",
    );
    expect(renderProgress(plan, ["node2", "node3", "node1"])).toBe(
      "batch 2 of 2: node1 serves the new state, 3 of 3 nodes done",
    );
    expect(renderProgress(planRoll({ ...facts, wanted: before }), ["node1"])).toBeUndefined();
  });
});

describe("renderRollPlan", () => {
  it("is a line on the whole and a row for each batch", () => {
    const text = renderRollPlan(planRoll({ ...facts, pauseAfterBatch: 1 }));
    const words = text.replaceAll(/[│─┼├┤┌┐└┘┬┴]/g, " ").replaceAll(/\s+/g, " ");
    expect(text.split("\n")[0]).toBe(
      "Roll plan of wso2-prod: version 4.3.0 to 4.4.0, strategy auto; about 4 min, 45 min at the longest",
    );
    expect(words).toContain("1 node1 (version) drain 60 s, finish requests 5 min, stop 5 node2, node3 +0 s");
    expect(words).toContain("(2 must be UP)");
    expect(words).toContain("then wait for approval");
  });

  it("is one line among a stack's outputs", () => {
    expect(summarizeRollPlan(planRoll(facts))).toBe(
      "a change of all 3 nodes goes in 2 batches of 1 to 2; about 4 min, 45 min at the longest",
    );
    expect(summarizeRollPlan(planRoll({ ...facts, batches: [nodes] }))).toMatch(
      /^a change of all 3 nodes goes in 1 batch of 3; /,
    );
  });

  it("names who leaves and who is not touched", () => {
    const fewer = { ...before, machines: { node1: "ami-1 m6i.large" }, configurations: { node1: "a" } };
    expect(renderRollPlan(planRoll({ ...facts, batches: [["node1"]], wanted: fewer }))).toBe(
      [
        "Roll plan of wso2-prod: version 4.3.0, strategy auto; about 0 s, 0 s at the longest",
        "afterwards leave for good: node2, node3",
        "not touched: node1",
      ].join("\n"),
    );
  });

  it.each([
    [0.4, "0 s"],
    [119, "119 s"],
    [120, "2 min"],
    [7200, "2 h 0 min"],
    [9000, "2 h 30 min"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(renderTime(seconds)).toBe(text);
  });
});
