import { rooms } from "../../../../components/program/rooms";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../../../components/rolling/membership/plans";
import { exampleMembership, exampleTarget } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

function setUp(nodes = ["node1", "node2", "node3"]) {
  const log: string[] = [];
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, nodes, log));
  const [first, second] = balancers as [FakeBalancer, FakeBalancer];
  const context = fakeContext();
  const leave = (change: Partial<MembershipPlan> = {}, overrides = {}) => {
    const plan = { ...exampleMembership, ...change };
    const members = balancers.map((balancer) => balancer.member(plan.node));
    return leaveMembers({ ...context, ...overrides }, plan, members);
  };
  const admins = (node: string) => balancers.map((balancer) => balancer.servers.get(node)?.admin);
  return { log, first, second, context, leave, admins };
}

/** Without who held which balancer. */
function changes(log: readonly string[]): string[] {
  return log.filter((line) => !/lock$/.test(line));
}

describe("leave", () => {
  it("drains on every balancer, then maint, then saves", async () => {
    const { log, leave } = setUp();
    expect(await leave()).toEqual({ node: "node1", left: "haproxy1 haproxy2", before: false });
    expect(log).toEqual([
      "haproxy1 lock",
      "haproxy2 lock",
      "haproxy1 writeRecord(out) node1",
      "haproxy2 writeRecord(out) node1",
      "haproxy1 drain node1",
      "haproxy2 drain node1",
      "haproxy2 unlock",
      "haproxy1 unlock",
      "haproxy1 takeOut node1",
      "haproxy2 takeOut node1",
      "haproxy1 saveOut node1",
      "haproxy2 saveOut node1",
    ]);
  });

  it.each([
    ["where they are clients' own", async () => true, ["node1 let go", "node1 drained"]],
    ["not where they are those of a proxy", async () => false, []],
    ["not where nobody says whose they are", undefined, []],
    ["not where that can't be asked", () => Promise.reject(new Error("AccessDenied")), []],
  ])("has connections ended %s", async (_, carriesClients, expected) => {
    const balancer = new FakeBalancer("nlb", ["node1", "node2"], []);
    const told: string[] = [];
    const ownBalancer = {
      ...rooms.ownBalancer,
      letGo: async (...[, node, , drained]: Parameters<typeof rooms.ownBalancer.letGo>) => {
        told.push(`${node} let go`);
        await drained;
        told.push(`${node} drained`);
      },
    };
    const balances = { ssh: exampleTarget, socketPath: "/run/haproxy/admin.sock", backend: "b", peers: [] };
    const context = fakeContext({ rooms: { ...rooms, ownBalancer } });
    const plan = { ...exampleMembership, balances };
    await leaveMembers(context, plan, [Object.assign(balancer.member("node1"), { carriesClients })]);
    expect(told).toEqual(expected);
    expect(balancer.servers.get("node1")?.admin).toBe("maint");
  });

  it("changes nothing but who it is out for when the node is out already", async () => {
    const { log, first, second, leave } = setUp();
    for (const balancer of [first, second])
      balancer.set("node1", { admin: "maint", status: "MAINT", up: false });
    expect(await leave()).toEqual({ node: "node1", left: "haproxy1 haproxy2", before: true });
    expect(changes(log)).toEqual(["haproxy1 writeRecord(out) node1", "haproxy2 writeRecord(out) node1"]);
  });

  it("goes on to maint when sessions don't end, and then waits for what is in flight", async () => {
    const { first, context, leave, admins } = setUp();
    let looks = 0;
    first.inFlight = (server) => (first.servers.get(server)?.admin === "maint" && ++looks > 2 ? 0 : 2);
    await leave({ drain: { quietSec: 0.1, sessionTimeoutSec: 0.3, inFlightTimeoutSec: 2 } });
    expect(admins("node1")).toEqual(["maint", "maint"]);
    expect(context.lines.join("\n")).toContain("2 in flight after 0.3 s, no longer waiting");
    // Three until it was done, one at the end, and between them those that look for new requests.
    expect(looks).toBeGreaterThanOrEqual(6);
  });

  it("fails when requests stay in flight, and puts the node back everywhere", async () => {
    const { second, leave, admins } = setUp();
    second.inFlight = () => 1;
    await expect(leave()).rejects.toThrow(
      "wait for requests in flight: expected none within 1 s of maint, saw 1 on haproxy2; " +
        "put back on haproxy1, put back on haproxy2",
    );
    expect(admins("node1")).toEqual(["ready", "ready"]);
  });

  it.each(["haproxy2 drain node1", "haproxy2 takeOut node1", "haproxy1 saveOut node1"])(
    "fails when %s fails, and puts the node back everywhere",
    async (broken) => {
      const { first, second, leave, admins } = setUp();
      first.broken.add(broken);
      second.broken.add(broken);
      await expect(leave()).rejects.toThrow(
        `${broken} is broken; put back on haproxy1, put back on haproxy2`,
      );
      expect(admins("node1")).toEqual(["ready", "ready"]);
    },
  );

  it("fails and says so when it can't be put back on one", async () => {
    const { second, leave, admins } = setUp();
    second.broken.add("haproxy2 takeOut node1").add("haproxy2 putBack node1");
    await expect(leave()).rejects.toThrow(
      "put back on haproxy1, NOT put back on haproxy2 (haproxy2 putBack node1 is",
    );
    expect(admins("node1")).toEqual(["ready", "drain"]);
  });

  it("fails when stopped, and puts the node back everywhere", async () => {
    const { leave, admins } = setUp();
    const stopped = new AbortController();
    setTimeout(() => stopped.abort(new Error("stopped by SIGTERM")), 50);
    const drain = { quietSec: 20, sessionTimeoutSec: 20, inFlightTimeoutSec: 1 };
    await expect(leave({ drain }, { signal: stopped.signal })).rejects.toThrow(
      "stopped by SIGTERM; put back",
    );
    expect(admins("node1")).toEqual(["ready", "ready"]);
  });

  it("fails below the floor of any balancer before anything moves", async () => {
    const { log, second, leave } = setUp();
    second.set("node3", { status: "DOWN", up: false });
    await expect(leave()).rejects.toMatchObject({
      failure: {
        node: "node1",
        step: "check the floor",
        expected: "2 others UP on every balancer",
        seen: "haproxy2: 1 UP (node2), not UP: node3 DOWN",
        next: expect.stringContaining("WSO2_BELOW_FLOOR=allow"),
      },
    });
    expect(changes(log)).toEqual([]);
  });

  it("goes below the floor when that is allowed, and says so", async () => {
    const { context, second, leave, admins } = setUp();
    second.set("node3", { status: "DOWN", up: false });
    await leave({}, { belowFloorAllowed: true });
    expect(context.lines[0]).toContain(
      "BELOW THE FLOOR, allowed by WSO2_BELOW_FLOOR: haproxy2: 1 UP (node2)",
    );
    expect(admins("node1")).toEqual(["maint", "maint"]);
  });

  it("takes out a dead node although others are out too, and does not wait for it", async () => {
    const { first, second, leave, admins } = setUp();
    for (const balancer of [first, second]) {
      balancer.set("node1", { status: "DOWN", up: false });
      balancer.set("node2", { status: "MAINT", admin: "maint", up: false });
      balancer.inFlight = () => 5;
    }
    await leave();
    expect(admins("node1")).toEqual(["maint", "maint"]);
  });

  it("removes a server that is no longer wanted", async () => {
    const { log, first, second, leave } = setUp();
    for (const balancer of [first, second]) balancer.wanted = ["node2", "node3"];
    await leave();
    expect(log.slice(-2)).toEqual(["haproxy1 forget node1", "haproxy2 forget node1"]);
    expect(await leave()).toEqual({ node: "node1", left: "before" });
  });

  it("goes on where a removal got stuck between two balancers", async () => {
    const { log, first, second, leave } = setUp();
    for (const balancer of [first, second]) balancer.wanted = ["node2", "node3"];
    first.servers.delete("node1");
    second.set("node1", { admin: "maint", status: "MAINT", up: false });
    expect(await leave()).toEqual({ node: "node1", left: "haproxy2", before: true });
    expect(changes(log)).toEqual(["haproxy2 writeRecord(out) node1", "haproxy2 forget node1"]);
  });

  it("fails for a server that a balancer should have", async () => {
    const { log, first, second, leave } = setUp();
    for (const balancer of [first, second]) balancer.wanted = ["node1", "node2", "node3"];
    second.servers.delete("node1");
    await expect(leave()).rejects.toThrow(
      "haproxy2: find the server: expected server node1, saw only node2, node3",
    );
    expect(log).toEqual([]);
  });

  it("lets clients of a process from before a reload go first, while the node still serves", async () => {
    const { first, context, leave, admins } = setUp();
    let left = 3;
    first.oldClients = () => {
      expect(admins("node1")).toEqual(["ready", "ready"]);
      return left-- > 0 ? left + 1 : 0;
    };
    await leave();
    expect(context.lines[0]).toContain("waiting for client connections from before a reload: 3 on haproxy1");
  });
});
