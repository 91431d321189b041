import { chooseFloor, describeVerdict, planFloor } from "../../../../components/rolling/membership/floor";
import type { MemberView } from "../../../../components/rolling/membership/member-view";
import type { Floor } from "../../../../components/rolling/membership/plans";
import { FakeBalancer } from "./fake-balancer";

function servers(states: Record<string, string>): MemberView[] {
  const balancer = new FakeBalancer("haproxy1", [], []);
  for (const [name, status] of Object.entries(states)) {
    const admin = status === "MAINT" ? "maint" : status === "DRAIN" ? "drain" : "ready";
    balancer.set(name, { status, admin, up: /^(UP|DRAIN)/.test(status) });
  }
  return [...balancer.servers.values()];
}

describe("planFloor", () => {
  const one: Floor = { maxUnavailable: 1 };
  const cases: [string, Parameters<typeof planFloor>[1], Floor, boolean, number][] = [
    ["all others UP", { servers: servers({ n1: "UP", n2: "UP", n3: "UP" }) }, one, true, 2],
    ["another in maint", { servers: servers({ n1: "UP", n2: "MAINT", n3: "UP" }) }, one, false, 2],
    ["another in drain", { servers: servers({ n1: "UP", n2: "DRAIN", n3: "UP" }) }, one, false, 2],
    ["another DOWN", { servers: servers({ n1: "UP", n2: "DOWN 1/2", n3: "UP" }) }, one, false, 2],
    [
      "another with one failed check",
      { servers: servers({ n1: "UP", n2: "UP 2/3", n3: "UP" }) },
      one,
      true,
      2,
    ],
    [
      "two may be out",
      { servers: servers({ n1: "UP", n2: "MAINT", n3: "UP" }) },
      { maxUnavailable: 2 },
      true,
      1,
    ],
    [
      "a number of its own wins",
      { servers: servers({ n1: "UP", n2: "MAINT", n3: "UP" }) },
      { maxUnavailable: 1, minHealthy: 1 },
      true,
      1,
    ],
    ["the only node", { servers: servers({ n1: "UP" }) }, one, true, 0],
    [
      "new nodes that never joined are not missed",
      {
        servers: servers({ n1: "UP", n2: "UP", n3: "UP", n4: "MAINT", n5: "MAINT" }),
        wanted: ["n1", "n2", "n3", "n4", "n5"],
        joined: ["n1", "n2", "n3"],
      },
      one,
      true,
      2,
    ],
    [
      "a node that left and did not come back is missed",
      {
        servers: servers({ n1: "UP", n2: "MAINT", n3: "UP" }),
        wanted: ["n1", "n2", "n3"],
        joined: ["n1", "n2", "n3"],
      },
      one,
      false,
      2,
    ],
    [
      "a node on its way out does not raise the floor",
      {
        servers: servers({ n1: "UP", n2: "UP", n3: "UP", n4: "MAINT" }),
        wanted: ["n1", "n2", "n3"],
        joined: ["n1", "n2", "n3"],
      },
      one,
      true,
      2,
    ],
  ];
  it.each(cases)("%s", (_, facts, floor, holds, required) => {
    expect(planFloor(["n1"], facts, floor)).toMatchObject({ holds, required });
  });

  it("says who is UP and who is not", () => {
    const verdict = planFloor(["n1"], { servers: servers({ n1: "UP", n2: "MAINT", n3: "UP" }) }, one);
    expect(describeVerdict("haproxy1", verdict)).toBe("haproxy1: 1 UP (n3), not UP: n2 MAINT");
  });
});

describe("chooseFloor", () => {
  const planned: Floor = { maxUnavailable: 1, minHealthy: 4 };
  const policy = { maxUnavailable: { n1: 3 } };
  it.each<[string, Parameters<typeof chooseFloor>[2], Floor]>([
    ["n1", undefined, planned],
    ["n1", policy, { maxUnavailable: 3, minHealthy: undefined }],
    ["n1", { ...policy, minHealthy: 2 }, { maxUnavailable: 3, minHealthy: 2 }],
    ["n9", policy, planned],
  ])("for %s with %j on the balancer", (node, told, floor) => {
    expect(chooseFloor(node, planned, told)).toEqual(floor);
  });
});
