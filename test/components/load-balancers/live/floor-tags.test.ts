import { parseFloorTags, planFloorTags } from "../../../../components/load-balancers/live/floor-tags";
import type { FloorPolicy } from "../../../../components/rolling/membership/plans";

const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`node${index + 1}`, 1]));

describe("what must stay UP, as tags", () => {
  it("is readable", () => {
    expect(planFloorTags({ minHealthy: 2, maxUnavailable: { node1: 1, "node:2": 3 } })).toEqual([
      { Key: "wso2-roll-floors:0", Value: "@min=2 node1=1 node:2=3" },
    ]);
  });

  it.each<[string, FloorPolicy]>([
    ["a number for each node", { maxUnavailable: { node1: 1, node2: 2 } }],
    ["of a named group", { group: "wso2 7=ü", maxUnavailable: { node1: 1 } }],
    ["of a group whose name is a number", { group: "7", minHealthy: 1, maxUnavailable: {} }],
    ["a number for all", { minHealthy: 0, maxUnavailable: {} }],
    ["more than one tag holds", { minHealthy: 40, maxUnavailable: many }],
  ])("comes back as it was: %s", (_, policy) => {
    const tags = planFloorTags(policy);
    expect(Math.max(...tags.map(({ Value }) => Value.length))).toBeLessThanOrEqual(256);
    expect(parseFloorTags([{ Key: "Name", Value: "node9=9" }, ...tags])).toEqual(policy);
  });

  it("is nothing where nobody wrote it down", () => {
    expect(parseFloorTags([{ Key: "Name", Value: "edge" }])).toBeUndefined();
  });
});
