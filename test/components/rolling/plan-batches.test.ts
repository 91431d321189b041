import * as fc from "fast-check";
import { checkGroup, planBatches, renderBatch } from "../../../components/rolling/plan-batches";

const nodes = (count: number) => Array.from({ length: count }, (_, index) => `node${index + 1}`);
const sizes = (batches: string[][]) => batches.map((batch) => batch.length);

describe("planBatches", () => {
  it.each([
    [["node1", "node2", "node3"], [], ["1"], [["node1"], ["node2"], ["node3"]]],
    [["node1", "node2", "node3"], ["node2"], ["1"], [["node2"], ["node1"], ["node3"]]],
    [["node1", "node2", "node3"], ["gone", "node3"], ["2"], [["node3", "node1"], ["node2"]]],
    [[], [], ["1"], []],
  ])("%j with %j first in batches of %j", (keys, first, batches, expected) => {
    expect(planBatches(keys, first, batches)).toEqual(expected);
  });

  // The cases of Ansible's documentation of `serial` (playbooks_strategies), and its rule for percentages.
  it.each<[number, string[], number[]]>([
    [9, ["3"], [3, 3, 3]],
    [10, ["30%"], [3, 3, 3, 1]],
    [10, ["1", "5", "10"], [1, 5, 4]],
    [20, ["10%", "20%", "100%"], [2, 4, 14]],
    [20, ["1", "5", "20%"], [1, 5, 4, 4, 4, 2]],
    [3, ["30%"], [1, 1, 1]],
    [7, ["50%"], [3, 3, 1]],
    [5, ["1", "100%"], [1, 4]],
    [3, ["0%"], [1, 1, 1]],
    [4, ["9"], [4]],
  ])("%i nodes in batches of %j, as Ansible's serial", (count, batches, expected) => {
    expect(sizes(planBatches(nodes(count), [], batches))).toEqual(expected);
  });

  const size = fc.oneof(
    fc.integer({ min: 1, max: 40 }).map(String),
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );
  const groups = fc
    .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 })
    .chain((keys) =>
      fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys), fc.array(size, { minLength: 1, maxLength: 4 })),
    );

  it("takes every node once, those that are out first, the rest in their order", async () => {
    await fc.assert(
      fc.property(groups, ([keys, first, batches]) => {
        const order = planBatches(keys, first, batches).flat();
        expect(order.slice(0, first.length)).toEqual(first);
        expect(order.slice(first.length)).toEqual(keys.filter((key) => !first.includes(key)));
      }),
    );
  });

  it("never makes an empty batch, nor one larger than its size", async () => {
    await fc.assert(
      fc.property(groups, ([keys, first, batches]) => {
        for (const [index, batch] of planBatches(keys, first, batches).entries()) {
          const text = batches[Math.min(index, batches.length - 1)] ?? "";
          const most = text.endsWith("%")
            ? Math.max(1, (Number(text.slice(0, -1)) * keys.length) / 100)
            : Number(text);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it("leaves what must stay in service at every batch of a group that passes the check", async () => {
    const floors = fc.option(size, { nil: undefined });
    await fc.assert(
      fc.property(groups, floors, ([keys, first, batches], minHealthy) => {
        fc.pre(keys.length > 0 && checkGroup({ keys, batches, minHealthy }).length === 0);
        const needed = minHealthy?.endsWith("%")
          ? (Number(minHealthy.slice(0, -1)) * keys.length) / 100
          : Number(minHealthy ?? Math.min(1, keys.length - 1));
        for (const batch of planBatches(keys, first, batches)) {
          expect(keys.length - batch.length).toBeGreaterThanOrEqual(needed);
        }
      }),
    );
  });
});

it("tells where a node is", () => {
  expect(renderBatch([["node1"], ["node2", "node3"]], "node3")).toBe("batch 2/2");
});

describe("checkGroup", () => {
  it("accepts one node alone, and a whole group where nothing must stay in service", () => {
    expect(checkGroup({ keys: ["node1"], batches: ["1"] })).toEqual([]);
    expect(checkGroup({ keys: nodes(3), batches: ["100%"], minHealthy: "0" })).toEqual([]);
  });

  it("fails for a group without nodes, and for sizes that are none", () => {
    expect(checkGroup({ keys: [], batches: ["0", "101%", "half"], minHealthy: "-1" })).toEqual([
      { propertyPath: "nodes", reason: "got none; one at least is needed" },
      ...["0", "101%", "half"].map((size, index) => ({
        propertyPath: `batches[${index}]`,
        reason: `got "${size}"; a number of nodes from 1, or a percentage such as "25%" is needed`,
      })),
      {
        propertyPath: "minHealthy",
        reason: 'got "-1"; 0, a number of nodes from 1, or a percentage such as "25%" is needed',
      },
    ]);
  });

  it("fails for a batch that leaves too few, and for a pause after none", () => {
    const group = { keys: nodes(5), batches: ["1", "100%"], minHealthy: "60%", pauseAfterBatch: 0 };
    expect(checkGroup(group)).toEqual([
      { propertyPath: "pauseAfterBatch", reason: "got 0; a whole number from 1 to 5 is needed" },
    ]);
    expect(checkGroup({ ...group, pauseAfterBatch: 1 })).toEqual([
      {
        propertyPath: "batches",
        reason: "batch 2 takes 4 of 5 nodes, and 3 must stay in service; make it smaller or lower minHealthy",
      },
    ]);
    expect(checkGroup({ keys: nodes(2), batches: ["2"] })).toEqual([
      {
        propertyPath: "batches",
        reason: "batch 1 takes 2 of 2 nodes, and 1 must stay in service; make it smaller or lower minHealthy",
      },
    ]);
  });
});
