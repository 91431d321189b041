import { leaveMembers } from "../../../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../../../components/rolling/membership/plans";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

/** What a leave does when the world does not stand still. */
function setUp() {
  const log: string[] = [];
  const nodes = ["node1", "node2", "node3"];
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, nodes, log));
  const [first, second] = balancers as [FakeBalancer, FakeBalancer];
  const context = fakeContext();
  const leave = (change: Partial<MembershipPlan> = {}, overrides = {}) =>
    leaveMembers(
      { ...context, ...overrides },
      { ...exampleMembership, ...change },
      balancers.map((balancer) => balancer.member("node1")),
    );
  const admins = () => balancers.map((balancer) => balancer.servers.get("node1")?.admin);
  return { log, first, second, context, leave, admins };
}

const drain = { quietSec: 0, sessionTimeoutSec: 0.1, inFlightTimeoutSec: 1 };

it("fails when something enables the node while requests are in flight, and puts it back", async () => {
  const { second, leave, admins } = setUp();
  let looks = 0;
  second.inFlight = () => {
    if (second.servers.get("node1")?.admin === "maint" && ++looks === 2)
      second.set("node1", { admin: "ready", up: true });
    return 1;
  };
  await expect(leave({ drain })).rejects.toMatchObject({
    failure: {
      step: "see that it is out",
      seen: expect.stringMatching(/^haproxy2 has it MAINT: something else/),
    },
  });
  expect(admins()).toEqual(["ready", "ready"]);
});

it.each(["ready", "drain"] as const)("fails when it is in %s at the end", async (admin) => {
  const { first, leave, admins } = setUp();
  const member = first.member.bind(first);
  first.member = (server) => ({
    ...member(server),
    save: async (inService) => {
      if (!inService) first.set("node1", { admin, status: "UP", up: true });
    },
  });
  await expect(leave({ drain })).rejects.toThrow("haproxy1 has it UP: something else enabled it there");
  expect(admins()).toEqual(["ready", "ready"]);
});

it("puts a node back into drain where that was somebody's wish", async () => {
  const { first, second, leave, admins } = setUp();
  first.set("node1", { admin: "drain", status: "DRAIN" });
  second.inFlight = () => 1;
  await expect(leave({ drain: { ...drain, inFlightTimeoutSec: 0.1 } })).rejects.toThrow(
    "put back on haproxy1",
  );
  expect(admins()).toEqual(["drain", "ready"]);
});

it("waits for what is in flight to a node that is DOWN, but not for ever", async () => {
  const { first, second, context, leave, admins } = setUp();
  for (const balancer of [first, second]) balancer.set("node1", { status: "DOWN", up: false });
  let left = 3;
  first.inFlight = () => (left > 0 ? left-- : 0);
  await leave({ drain });
  expect(left).toBe(0);
  expect(context.lines.at(-1)).toContain("haproxy1 haproxy2, nothing in flight");
  first.set("node1", { admin: "ready", status: "DOWN", up: false });
  first.inFlight = () => 2;
  await leave({ drain: { ...drain, inFlightTimeoutSec: 0.3 } });
  expect(context.lines.at(-1)).toContain("given up: 2 on haproxy1, where it was DOWN before");
  expect(admins()).toEqual(["maint", "maint"]);
});

describe("sessions that do not end", () => {
  const slow = { ...drain, shutdownSessionsAfterSec: 0.3 };
  it("are shut down after the limit that the plan allows, and each time that is said", async () => {
    const { log, first, context, leave } = setUp();
    first.inFlight = () => (log.some((line) => line.includes("shutdownSessions")) ? 0 : 1);
    await leave({ drain: slow });
    expect(log.filter((line) => line.includes("shutdown"))).toEqual(["haproxy1 shutdownSessions node1"]);
    expect(context.lines.join("\n")).toContain("1 on haproxy1, after 0.3 s (shutdownSessionsAfterSec)");
  });

  it("are shut down after the limit that a balancer was told since", async () => {
    const { log, first, second, leave } = setUp();
    second.floors = { maxUnavailable: {}, shutdownSessionsAfterSec: 0.2 };
    first.inFlight = () => (log.some((line) => line.includes("shutdownSessions")) ? 0 : 1);
    await leave({ drain });
  });

  it("are left alone without such a limit, and the error names it", async () => {
    const { log, first, leave } = setUp();
    first.inFlight = () => 1;
    await expect(leave({ drain: { ...drain, inFlightTimeoutSec: 0.5 } })).rejects.toMatchObject({
      failure: { next: expect.stringContaining("shutdownSessionsAfterSec") },
    });
    expect(log.filter((line) => line.includes("shutdown"))).toEqual([]);
  });
});

it("fails before the drain where a balancer could not let it back in, with everything that is wrong", async () => {
  const { log, first, second, context, leave } = setUp();
  first.problems = () => ["its socket can't set a server's state"];
  second.problems = () => ["b/node1 has weight 0", "runs 4 processes"];
  await expect(leave()).rejects.toMatchObject({
    failure: {
      step: "prove that it can leave and come back",
      seen: "haproxy1: its socket can't set a server's state; haproxy2: b/node1 has weight 0; haproxy2: runs 4 processes",
    },
  });
  expect(log).toEqual([]);
  await leave({}, { belowFloorAllowed: true });
  expect(context.lines[0]).toContain("NOT SURE, allowed by WSO2_BELOW_FLOOR: haproxy1: its socket");
});
