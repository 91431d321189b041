import { joinMembers } from "../../../../components/rolling/membership/join";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import { findOthers, isOpen } from "../../../../components/rolling/membership/other-lines";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

/** node1 is also `x` in another backend of the same balancer. */
function setUp(others = ["x", "y"]) {
  const log: string[] = [];
  const api = new FakeBalancer("haproxy1", ["node1", "node2"], log);
  const console = new FakeBalancer("haproxy1 (console)", others, log);
  api.others = () => [{ ...console.member("x"), group: "console", elsewhere: true, lockedAs: "haproxy1" }];
  const context = fakeContext();
  const plan = { ...exampleMembership, floor: { maxUnavailable: 1 } };
  const own = api.member("node1");
  const leave = async () =>
    leaveMembers(context, plan, [
      own,
      ...(await findOthers([own], ({ admin }, record) => admin !== "maint" || isOpen(record))),
    ]);
  const join = async () =>
    joinMembers(context, plan, [own, ...(await findOthers([own], (_, record) => isOpen(record)))]);
  const admins = () => [api.servers.get("node1")?.admin, console.servers.get("x")?.admin];
  return { log, api, console, leave, join, admins };
}

it("a node leaves and joins by all its lines, under one lock", async () => {
  const { log, leave, join, admins } = setUp();
  await leave();
  expect(admins()).toEqual(["maint", "maint"]);
  expect(log.filter((line) => line.endsWith(" lock"))).toEqual(["haproxy1 lock"]);
  await join();
  expect(admins()).toEqual(["ready", "ready"]);
});

it("a line that somebody took out by hand stays as it is", async () => {
  const { log, console, leave, join, admins } = setUp();
  console.set("x", { admin: "maint", status: "MAINT", up: false });
  await leave();
  await join();
  expect(admins()).toEqual(["ready", "maint"]);
  expect(log.filter((line) => line.includes("console"))).toEqual([]);
});

it("a leave waits for what is in flight by another line", async () => {
  const { console, leave, admins } = setUp();
  let left = 4;
  console.inFlight = () => (console.servers.get("x")?.admin === "maint" && left > 0 ? left-- : 0);
  await leave();
  expect(left).toBe(0);
  expect(admins()).toEqual(["maint", "maint"]);
});

it.each<[string, string[], (console: FakeBalancer) => void, string]>([
  ["is the only one", ["x"], () => {}, "haproxy1 (console): 0 UP (none)"],
  [
    "is the last one that serves",
    ["x", "y"],
    (console) => console.set("y", { status: "DOWN", up: false }),
    "haproxy1 (console): 0 UP (none), not UP: y DOWN",
  ],
])("fails before anything moves where the other line %s", async (_, others, change, seen) => {
  const { log, console, leave } = setUp(others);
  change(console);
  await expect(leave()).rejects.toMatchObject({ failure: { step: "check the floor", seen } });
  expect(log.filter((line) => !/lock$/.test(line))).toEqual([]);
});

it("fails while another roll has the other line in its hands", async () => {
  const { console, leave, admins } = setUp();
  const since = new Date().toISOString();
  const until = new Date(Date.now() + 600_000).toISOString();
  console.records.set("y", { server: "y", by: "bob@there", run: "elsewhere", since, until });
  await expect(leave()).rejects.toThrow("y was taken out by bob@there");
  expect(admins()).toEqual(["ready", "ready"]);
});
