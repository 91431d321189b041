import { planOutRecord } from "../../../../components/rolling/membership/out-record";
import { repairMembers } from "../../../../components/rolling/membership/repair-node";
import { FakeBalancer, fakeContext, fakeRun } from "./fake-balancer";

const maint = { admin: "maint", status: "MAINT", up: false } as const;
const drain = { admin: "drain", status: "DRAIN" } as const;
const record = (run: string) => planOutRecord("node1", fakeRun(run), 1200, new Date());

function setUp(dead: readonly string[] = ["dead"]) {
  const log: string[] = [];
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, ["node1", "node2"], log));
  const [first, second] = balancers as [FakeBalancer, FakeBalancer];
  const context = fakeContext({ run: fakeRun("now", dead) });
  const members = balancers.map((balancer) => balancer.member("node1"));
  const repair = (upTimeoutSec = 0.2) => repairMembers(context, "node1", members, upTimeoutSec);
  const admins = () => balancers.map((balancer) => balancer.servers.get("node1")?.admin);
  const changes = () => log.filter((line) => !/lock$/.test(line));
  return { balancers, first, second, context, repair, admins, changes };
}

describe("repair of a node", () => {
  it("does nothing where it serves everywhere", async () => {
    const { repair, changes } = setUp();
    expect(await repair()).toEqual({ node: "node1", repaired: false });
    expect(changes()).toEqual([]);
  });

  it("brings it in where it is drained on one balancer", async () => {
    const { second, repair, changes } = setUp();
    second.set("node1", drain);
    expect(await repair()).toEqual({ node: "node1", repaired: true });
    expect(changes()).toEqual([
      "haproxy2 admit node1",
      "haproxy2 saveIn node1",
      "haproxy2 removeRecord node1",
    ]);
  });

  it("lets it in anew where a balancer has it and sends it nothing, also where that is all of them", async () => {
    const { balancers, first, repair, changes } = setUp();
    first.set("node1", { passedOver: true });
    expect(await repair()).toEqual({ node: "node1", repaired: true });
    expect(changes()).toEqual([
      "haproxy1 admit node1",
      "haproxy1 saveIn node1",
      "haproxy1 removeRecord node1",
    ]);
    for (const balancer of balancers) balancer.set("node1", { passedOver: true });
    expect(await repair()).toEqual({ node: "node1", repaired: true });
  });

  it("brings it in where a roll that is over took it out everywhere", async () => {
    const { balancers, repair, admins } = setUp();
    for (const balancer of balancers) balancer.set("node1", maint).records.set("node1", record("dead"));
    expect(await repair()).toEqual({ node: "node1", repaired: true });
    expect(admins()).toEqual(["ready", "ready"]);
    expect(balancers.map(({ records }) => records.size)).toEqual([0, 0]);
  });

  it("leaves it out where somebody took it out by hand, and says so", async () => {
    const { balancers, context, repair, admins } = setUp();
    for (const balancer of balancers) balancer.set("node1", maint);
    expect(await repair()).toMatchObject({ repaired: false, left: expect.stringContaining("by hand") });
    expect(context.lines[0]).toContain("left as it is: no roll took it out");
    expect(admins()).toEqual(["maint", "maint"]);
  });

  it("takes a node that a roll put back and somebody took out since for out by hand", async () => {
    const { balancers, repair } = setUp();
    const joined = new Date().toISOString();
    for (const balancer of balancers) {
      balancer.set("node1", maint).records.set("node1", { ...record("dead"), joined });
    }
    expect(await repair()).toMatchObject({ repaired: false, left: expect.stringContaining("by hand") });
  });

  it("leaves what another roll has in its hands", async () => {
    const { first, second, repair, changes } = setUp();
    first.set("node1", drain).records.set("node1", record("other"));
    second.records.set("node1", record("other"));
    expect(await repair()).toMatchObject({
      repaired: false,
      left: expect.stringContaining("that roll is still under way"),
    });
    expect(changes()).toEqual([]);
  });

  it("leaves one out everywhere that does not pass its checks, and says so", async () => {
    const { balancers, repair, admins } = setUp();
    for (const balancer of balancers) {
      balancer.set("node1", maint).records.set("node1", record("dead"));
      balancer.healthy = () => false;
    }
    expect(await repair()).toMatchObject({
      repaired: false,
      left: expect.stringMatching(/^stays out, its checks don't pass: haproxy1 DOWN.*, haproxy2 DOWN/),
    });
    expect(admins()).toEqual(["maint", "maint"]);
    expect(balancers.map(({ records }) => records.size)).toEqual([1, 1]);
  });

  it("does not wait for one whose first check fails", async () => {
    const { balancers, context, repair, admins } = setUp();
    for (const balancer of balancers) {
      balancer.set("node1", maint).records.set("node1", record("dead"));
      balancer.healthy = () => false;
      balancer.failedCheck = "L4CON";
    }
    expect(await repair(600)).toMatchObject({ left: expect.stringContaining("haproxy1 DOWN by L4CON") });
    expect(admins()).toEqual(["maint", "maint"]);
    expect(context.lines.at(-1)).toContain("stays out");
  });

  it("fails for one that serves elsewhere and does not pass its checks here", async () => {
    const { second, repair, admins } = setUp();
    second.set("node1", drain);
    second.healthy = () => false;
    expect((await repair()).failure).toMatch(/UP by a passed check .* within 0.2 s, saw haproxy2 DOWN/);
    expect(admins()).toEqual(["ready", "ready"]);
  });

  it("says where a node that nobody took out does not pass its checks", async () => {
    const { second, repair } = setUp();
    second.set("node1", { status: "DOWN", up: false, checkPassed: false, check: "L4CON" });
    expect(await repair()).toEqual({ node: "node1", repaired: false, left: "haproxy2 has it DOWN by L4CON" });
  });
});
