import { planFirst } from "../../../components/rolling/out-of-service";

const up = { balancer: "haproxy1", reachable: true, known: true, admin: "ready", status: "UP" };

describe("planFirst", () => {
  it.each([
    ["serves", up, []],
    ["is in maint", { ...up, admin: "maint", status: "MAINT" }, ["node2"]],
    ["drains", { ...up, admin: "drain", status: "DRAIN" }, ["node2"]],
    ["is down", { ...up, status: "DOWN" }, ["node2"]],
    ["can't be asked about", { balancer: "haproxy1", reachable: false, known: false }, []],
    ["is not known yet", { ...up, known: false }, []],
  ])("a node that %s", (_, second, expected) => {
    const nodes = [
      { node: "node1", balancers: [up, up] },
      { node: "node2", balancers: [up, second] },
    ];
    expect(planFirst(nodes)).toEqual(expected);
  });
});
