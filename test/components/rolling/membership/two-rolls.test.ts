import type { RollRun } from "../../../../components/remote/run/roll-run";
import { joinMembers } from "../../../../components/rolling/membership/join";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext, fakeRun } from "./fake-balancer";

/** Two rolls behind the same balancers. */
function setUp() {
  const log: string[] = [];
  const nodes = ["node1", "node2", "node3"];
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, nodes, log));
  const context = fakeContext();
  const act =
    (work: typeof leaveMembers) =>
    (node: string, run: RollRun, change: object = {}) => {
      const members = balancers.map((balancer) => balancer.member(node));
      return work({ ...context, run, ...change }, { ...exampleMembership, node, leaseSec: 1200 }, members);
    };
  const admins = (node: string) => balancers.map((balancer) => balancer.servers.get(node)?.admin);
  const records = (node: string) => balancers.map((balancer) => balancer.records.get(node));
  return { log, balancers, context, leave: act(leaveMembers), join: act(joinMembers), admins, records };
}

const first = fakeRun("1");
const second = fakeRun("2");

describe("two rolls at once", () => {
  it("the second fails to take any node out, and the first goes on unharmed", async () => {
    const { log, leave, join, admins } = setUp();
    await leave("node1", first);
    const before = [...log];
    for (const node of ["node1", "node2"]) {
      await expect(leave(node, second)).rejects.toMatchObject({
        failure: {
          node,
          step: "look for other rolls",
          expected: "none under way behind the same balancers",
          seen: expect.stringMatching(
            /^node1 was taken out by ann@here \(pid 1, since \d\d:\d\d:\d\d UTC\), that roll is still under way, until \d\d:\d\d:\d\d UTC if it renews that no more$/,
          ),
          next: expect.stringContaining("WSO2_ROLL_LOCK=break"),
        },
      });
    }
    await expect(join("node1", second)).rejects.toThrow("node1 was taken out by ann@here");
    expect(log.slice(before.length).filter((line) => !/lock$/.test(line))).toEqual([]);
    await join("node1", first);
    expect(admins("node1")).toEqual(["ready", "ready"]);
    await leave("node2", first);
    expect(admins("node2")).toEqual(["maint", "maint"]);
  });

  it("the second fails between two nodes of the first, too", async () => {
    const { leave, join, admins } = setUp();
    await leave("node1", first);
    await join("node1", first);
    await expect(leave("node2", second)).rejects.toThrow(
      /ann@here \(pid 1\) put node1 back at \S+ UTC and may be about to take the next node out/,
    );
    expect(admins("node2")).toEqual(["ready", "ready"]);
  });

  it("the second goes on when the first one's process is gone, and takes the node over", async () => {
    const { leave, join, records } = setUp();
    await leave("node1", first);
    const later = fakeRun("2", ["1"]);
    await leave("node1", later);
    expect(records("node1")).toMatchObject([{ run: "2" }, { run: "2" }]);
    await join("node1", later);
    expect(records("node1")).toMatchObject([{ joined: expect.any(String) }, { joined: expect.any(String) }]);
  });

  it("goes on against a roll that is under way when told to break the lock, and says so", async () => {
    const { context, leave, admins } = setUp();
    await leave("node1", first);
    await leave("node1", second, { lockBroken: true });
    expect(context.lines.at(-1)).toContain("BROKEN by WSO2_ROLL_LOCK: node1 was taken out by ann@here");
    expect(admins("node1")).toEqual(["maint", "maint"]);
  });

  it("one roll may have more than one node out: the floor decides", async () => {
    const { leave, admins } = setUp();
    await leave("node1", first, { belowFloorAllowed: true });
    await leave("node2", first, { belowFloorAllowed: true });
    expect(admins("node2")).toEqual(["maint", "maint"]);
  });

  it("a leave that fails and is undone leaves no record; one that can't be undone leaves an ended one", async () => {
    const { balancers, leave, records } = setUp();
    const [one, two] = balancers as [FakeBalancer, FakeBalancer];
    two.broken.add("haproxy2 takeOut node1");
    await expect(leave("node1", first)).rejects.toThrow("put back on haproxy1, put back on haproxy2");
    expect(records("node1")).toEqual([undefined, undefined]);

    two.broken.add("haproxy2 putBack node1");
    await expect(leave("node1", first)).rejects.toThrow("NOT put back on haproxy2");
    expect(records("node1")).toMatchObject([undefined, { run: "1", ended: expect.any(String) }]);
    one.set("node3", { status: "UP" });
    await expect(leave("node3", second)).rejects.toThrow("1 UP (node2), not UP: node1 DRAIN");
  });

  it("a join that fails leaves an ended record: a roll took the node out", async () => {
    const { balancers, leave, join, records } = setUp();
    await leave("node1", first);
    for (const balancer of balancers) balancer.healthy = () => false;
    await expect(join("node1", first)).rejects.toThrow("UP by a passed check");
    expect(records("node1")).toMatchObject([{ ended: expect.any(String) }, { ended: expect.any(String) }]);
    await leave("node1", second);
  });
});

describe("a join of a node that serves everywhere", () => {
  it("changes nothing and does not wait", async () => {
    const { log, join } = setUp();
    expect(await join("node1", first)).toEqual({ node: "node1", joined: "haproxy1 haproxy2", before: true });
    expect(log).toEqual([]);
  });

  it("watches it all the same when the run before was interrupted at that", async () => {
    const { balancers, log, leave, join } = setUp();
    await leave("node1", first);
    for (const balancer of balancers) balancer.set("node1", { admin: "ready", status: "UP", up: true });
    log.length = 0;
    await join("node1", fakeRun("2", ["1"]));
    expect(log.filter((line) => !/lock$/.test(line))).toEqual([
      "haproxy1 saveIn node1",
      "haproxy1 writeRecord(joined) node1",
      "haproxy2 saveIn node1",
      "haproxy2 writeRecord(joined) node1",
    ]);
  });
});
