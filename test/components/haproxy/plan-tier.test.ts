import { planMaxConnections } from "../../../components/haproxy/plan-max-connections";
import { planEdge } from "../../../components/haproxy/plan-tier";

describe("planMaxConnections", () => {
  it.each([
    ["t3.nano", 1300],
    ["t3.micro", 2600],
    ["t3.small", 5200],
    ["m6i.large", 10400],
    ["c7g.16xlarge", 10400],
    ["unheard-of", 10400],
  ])("gives each of two frontends of a %s %d", (type, connections) => {
    expect(planMaxConnections(type, 2)).toBe(connections);
  });
});

describe("planEdge", () => {
  it("is none without a load balancer in front", () => {
    expect(planEdge([], ["10.0.0.0/8"])).toBeUndefined();
  });

  it("waits as long as the one with the longest patience", () => {
    expect(planEdge([{}, { idleTimeoutSec: 300 }], ["10.0.0.0/8"])).toEqual({
      cidrs: ["10.0.0.0/8"],
      idleTimeoutSec: 300,
    });
  });
});
