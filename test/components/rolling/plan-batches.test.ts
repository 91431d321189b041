import * as fc from "fast-check";
import { checkGroup, planBatches } from "../../../components/rolling/plan-batches";

describe("planBatches", () => {
  it.each([
    [["node1", "node2", "node3"], [], 1, [["node1"], ["node2"], ["node3"]]],
    [["node1", "node2", "node3"], ["node2"], 1, [["node2"], ["node1"], ["node3"]]],
    [["node1", "node2", "node3"], ["gone", "node3"], 2, [["node3", "node1"], ["node2"]]],
    [[], [], 1, []],
  ])("%j with %j first in batches of %i", (keys, first, size, batches) => {
    expect(planBatches(keys, first, size)).toEqual(batches);
  });

  it("takes every node once, those that are out first, the rest in their order", async () => {
    const groups = fc
      .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 })
      .chain((keys) =>
        fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys), fc.integer({ min: 1, max: 5 })),
      );
    await fc.assert(
      fc.property(groups, ([keys, first, size]) => {
        const batches = planBatches(keys, first, size);
        const order = batches.flat();
        expect(order.slice(0, first.length)).toEqual(first);
        expect(order.slice(first.length)).toEqual(keys.filter((key) => !first.includes(key)));
        expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
      }),
    );
  });
});

describe("checkGroup", () => {
  it("fails for a group without nodes, and for a batch of all nodes", () => {
    expect(checkGroup([], 1)).toEqual([
      { propertyPath: "nodes", reason: "got none; one at least is needed" },
    ]);
    expect(checkGroup(["node1", "node2"], 2)).toEqual([
      { propertyPath: "batchSize", reason: "got 2; a whole number from 1 to 1 is needed" },
    ]);
  });
});
