import { follow } from "../../../../components/rolling/membership/follow";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../../../components/rolling/membership/plans";
import { exampleMembership, exampleTarget } from "../../program/example-plans";
import { FakeBalancer, fakeContext, fakeRun } from "./fake-balancer";

/** A machine that is a balancer itself, behind one that is in memory. */
function planOf(node: string, peers: readonly string[]): MembershipPlan {
  const at = (name: string) => ({ ssh: { ...exampleTarget, name }, socketPath: "/run/s" });
  return {
    ...exampleMembership,
    node,
    members: [{ kind: "fake", balancer: "elb", server: node }],
    floor: { maxUnavailable: 1 },
    drain: { quietSec: 0, sessionTimeoutSec: 1, inFlightTimeoutSec: 1 },
    balances: { ...at(node), backend: "b", peers: peers.map(at) },
  };
}

function setUp() {
  const elb = new FakeBalancer("elb", ["a", "b", "c"], []);
  const kind = {
    kind: "fake",
    shape: () => ({}) as never,
    open: async (_: unknown, { server }: { server: string }) => elb.member(server),
  };
  const base = fakeContext();
  const context = (run = fakeRun("1")) =>
    fakeContext({ run, rooms: { ...base.rooms, balancers: [kind as never] } });
  return { elb, context };
}

describe("machines that are balancers themselves", () => {
  it("write down in front who they are, so that one that is named no more takes its record with it", async () => {
    const { elb, context } = setUp();
    for (const [node, peers] of [
      ["a", ["b"]],
      ["b", ["a"]],
    ] as const)
      await follow(context(), planOf(node, peers));
    expect(elb.floors).toEqual({ maxUnavailable: { a: 1, b: 1 } });
    // Said once: each call counts against the account's limits.
    expect(elb.log.filter((line) => line.includes("writeFloors"))).toHaveLength(1);

    // By the plan of the deployment before, which knew three.
    await leaveMembers(context(), planOf("c", ["a", "b"]), [elb.member("c")]);
    expect([...elb.records.keys()]).toEqual([]);
    const other = fakeRun("elsewhere");
    elb.servers.delete("c");
    elb.wanted = ["a", "b"];
    await leaveMembers({ ...context(other), belowFloorAllowed: true }, planOf("b", ["a"]), [elb.member("b")]);
    // One that comes back keeps it: it is in a roll's hands.
    expect([...elb.records.keys()]).toEqual(["b"]);
  });

  it("leave alone what another group has written there", async () => {
    const { elb, context } = setUp();
    elb.floors = { group: "other", maxUnavailable: { x: 1 } };
    await follow(context(), planOf("a", ["b"]));
    expect(elb.floors).toEqual({ group: "other", maxUnavailable: { x: 1 } });
  });
});
