import type { Rooms } from "../../../../components/rolling/context";
import { endOwnRecords } from "../../../../components/rolling/membership/end-own-records";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import { seeOut } from "../../../../components/rolling/membership/see-out";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext, fakeRun } from "./fake-balancer";

/** Two balancers that the program's own way of opening them finds. */
function setUp() {
  const log: string[] = [];
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, ["node1", "node2"], log));
  const [, second] = balancers as [FakeBalancer, FakeBalancer];
  const open: Rooms["balancers"][number]["open"] = async (_, { balancer, server }) => {
    const found = balancers.find(({ name }) => name === balancer);
    if (!found) throw new Error(`no ${balancer}`);
    return found.member(server);
  };
  const plans = ["haproxy1", "haproxy2"].map((balancer) => ({ kind: "haproxy", balancer, server: "node1" }));
  const context = fakeContext();
  const rooms: Rooms = {
    ...context.rooms,
    balancers: [{ kind: "haproxy", shape: (value) => value as never, open }],
  };
  const plan = { ...exampleMembership, members: plans };
  const of = (run: string) => ({ ...context, rooms, run: fakeRun(run, ["1"]) });
  const leave = (run: string) =>
    leaveMembers(
      of(run),
      plan,
      balancers.map((balancer) => balancer.member("node1")),
    );
  const see = (run: string, withPlan = true) => seeOut(of(run), "node1", plans, withPlan ? plan : undefined);
  const end = (run: string) => endOwnRecords(of(run), plans);
  const admins = () => balancers.map((balancer) => balancer.servers.get("node1")?.admin);
  return { log, second, leave, see, end, admins };
}

it("lets the services of a node that is out be stopped, and changes nothing", async () => {
  const { log, leave, see } = setUp();
  await leave("2");
  const before = log.length;
  await see("2");
  expect(log.slice(before)).toEqual([]);
});

it("lets those of a node be stopped that a balancer does not know any more", async () => {
  const { second, leave, see } = setUp();
  await leave("2");
  second.servers.delete("node1");
  await see("2");
});

it.each([
  ["UP", { admin: "ready", status: "UP", up: true }],
  ["DRAIN", { admin: "drain", status: "DRAIN", up: true }],
] as const)(
  "fails when something has it %s again; the next run has it leave once more",
  async (status, change) => {
    const { second, leave, see, end, admins } = setUp();
    await leave("2");
    second.set("node1", change);
    await expect(see("2")).rejects.toMatchObject({
      failure: {
        node: "node1",
        step: "see that it is out",
        seen: `haproxy2 has it ${status}: something else enabled it there`,
      },
    });
    expect(admins()).toEqual(["maint", change.admin]);
    // As the program does for a step that failed.
    await end("2");
    await see("3");
    expect(admins()).toEqual(["maint", "maint"]);
  },
);

it("fails for a node in service that nobody knows how to take out", async () => {
  const { see } = setUp();
  await expect(see("2", false)).rejects.toThrow("haproxy1 has it UP, haproxy2 has it UP");
});

it("ends what the run wrote down of the node's other lines, too, when its stop fails", async () => {
  const { second, leave, end } = setUp();
  const elsewhere = new FakeBalancer("haproxy2 (console)", ["x"], []);
  await leave("2");
  const record = second.records.get("node1");
  if (record) elsewhere.records.set("x", { ...record, server: "x" });
  second.others = () => [elsewhere.member("x")];
  await end("2");
  expect([second.records.get("node1")?.ended, elsewhere.records.get("x")?.ended]).toEqual([
    expect.any(String),
    expect.any(String),
  ]);
});

it("has a node leave that serves and of which no leave is left in the state", async () => {
  const { see, admins } = setUp();
  await see("2");
  expect(admins()).toEqual(["maint", "maint"]);
});
