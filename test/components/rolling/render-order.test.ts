import { planLimits } from "../../../components/rolling/limits";
import { orderGroups } from "../../../components/rolling/order-groups";
import { planRoll, type RollFacts, type RollPlan } from "../../../components/rolling/plan-roll";
import { renderOrder } from "../../../components/rolling/render-order";
import { renderRollPlan } from "../../../components/rolling/render-roll-plan";

const state = (version: string) => ({
  version,
  machines: { node1: "ami-1", node2: "ami-1" },
  configurations: { node1: version, node2: version },
});
const planOf = (group: string, to: string, after: readonly string[] = []): RollPlan => {
  const facts: RollFacts = {
    ...{ group, after, strategy: "auto", batches: [["node1"], ["node2"]], limits: planLimits({}) },
    wanted: state(to),
    before: { ...state("1"), startSec: {} },
  };
  return planRoll(facts);
};

describe("orderGroups", () => {
  it("puts each behind those that come before it, and keeps the order otherwise", () => {
    const groups = [
      { group: "front", after: ["api", "identity"] },
      { group: "other" },
      { group: "api", after: ["identity"] },
      { group: "identity" },
    ];
    expect(orderGroups(groups).map(({ group }) => group)).toEqual(["other", "identity", "api", "front"]);
  });

  it("waits for no group that the stack has no more, and ends with a circle too", () => {
    const groups = [
      { group: "a", after: ["gone"] },
      ...[["b", "c"] as const, ["c", "b"] as const].map(toGroup),
    ];
    expect(orderGroups(groups).map(({ group }) => group)).toEqual(["a", "b", "c"]);
  });

  const toGroup = ([group, before]: readonly [string, string]) => ({ group, after: [before] });
});

describe("a stack of several groups", () => {
  const identity = planOf("identity", "2");
  const api = planOf("api", "1", ["identity"]);

  it("says in a line which goes first, and what becomes of each", () => {
    const groups = [api, identity].map((plan) => ({ group: plan.group, after: plan.after, plan }));
    expect(renderOrder(groups)).toBe(
      "Order of the groups: 1. identity (2 nodes, about 5 min), 2. api (nothing to roll). Each begins when the one before has ended well; if one fails, those behind it are not touched.",
    );
  });

  it("says nothing of an order where there is none", () => {
    expect(renderOrder([{ group: "identity", plan: identity }, { group: "other" }])).toBeUndefined();
    expect(identity).not.toHaveProperty("after");
  });

  it("has it in the head of each group's table", () => {
    expect(renderRollPlan(api)).toMatch(/^Roll plan of api, after identity: version 1, /);
    expect(renderRollPlan(identity)).toMatch(/^Roll plan of identity: version 1 to 2, /);
  });
});
