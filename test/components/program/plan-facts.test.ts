import { planFacts } from "../../../components/program/plan-facts";
import { planShapes } from "../../../components/program/plan-schemas";
import type { Plans } from "../../../components/program/plans";
import { exampleMembership } from "./example-plans";

describe("planFacts", () => {
  it("knows the node and where it is in the roll", () => {
    const plan = planShapes.join({ ...exampleMembership, progress: "batch 1/3, node 1/3" }, "");
    expect(planFacts(plan)).toEqual({ node: exampleMembership.node, progress: "batch 1/3, node 1/3" });
  });

  it("knows a service's version, and nothing of its secrets", () => {
    const plan = { target: { name: "node2", privateKey: "secret" }, version: "4.4.0" } as Plans["start"];
    expect(planFacts(plan)).toEqual({ node: "node2", version: "4.4.0" });
  });

  it("knows no node of a group", () => {
    expect(planFacts({ nodes: [] })).toEqual({});
  });
});
