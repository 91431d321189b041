import { joinMembers } from "../../../../components/rolling/membership/join";
import type { MembershipPlan } from "../../../../components/rolling/membership/plans";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext } from "./fake-balancer";

function setUp() {
  const log: string[] = [];
  const nodes = ["node1", "node2"];
  const balancers = ["haproxy1", "haproxy2"].map((name) => new FakeBalancer(name, nodes, log));
  const [first, second] = balancers as [FakeBalancer, FakeBalancer];
  for (const balancer of balancers) balancer.set("node1", { admin: "maint", status: "MAINT", up: false });
  const context = fakeContext();
  const join = (change: Partial<MembershipPlan> = {}) =>
    joinMembers(
      context,
      { ...exampleMembership, ...change },
      balancers.map((balancer) => balancer.member("node1")),
    );
  const admins = () => balancers.map((balancer) => balancer.servers.get("node1")?.admin);
  return { log, first, second, context, join, admins };
}

describe("join", () => {
  it("admits on every balancer, watches, then saves", async () => {
    const { log, join } = setUp();
    expect(await join()).toEqual({ node: "node1", joined: "haproxy1 haproxy2" });
    expect(log).toEqual([
      "haproxy1 lock",
      "haproxy2 lock",
      "haproxy1 admit node1",
      "haproxy2 admit node1",
      "haproxy2 unlock",
      "haproxy1 unlock",
      "haproxy1 saveIn node1",
      "haproxy1 writeRecord(joined) node1",
      "haproxy2 saveIn node1",
      "haproxy2 writeRecord(joined) node1",
    ]);
  });

  it("lets it in anew where a balancer has it and sends it nothing", async () => {
    const { log, first, second, join } = setUp();
    first.set("node1", { admin: "ready", status: "UP", up: true });
    second.set("node1", { admin: "ready", status: "UP", up: true, passedOver: true });
    await join();
    expect(log.filter((line) => line.includes("admit"))).toEqual(["haproxy2 admit node1"]);
  });

  it("does not touch a balancer where the node serves already", async () => {
    const { log, first, join } = setUp();
    first.set("node1", { admin: "ready", status: "UP", up: true });
    await join();
    expect(log.filter((line) => line.includes("admit"))).toEqual(["haproxy2 admit node1"]);
  });

  it("fails when it is not UP on every balancer in time, and takes it out on all", async () => {
    const { second, join, admins } = setUp();
    second.healthy = () => false;
    await expect(join({ join: { upTimeoutSec: 0.2, stableSec: 1 } })).rejects.toThrow(
      /expected UP by a passed check on every balancer within 0.2 s, saw haproxy1 UP .*haproxy2 DOWN .*out on haproxy1, out on haproxy2/,
    );
    expect(admins()).toEqual(["maint", "maint"]);
  });

  it("fails when it was down between two looks, and takes it out on all", async () => {
    const { first, join, admins } = setUp();
    setTimeout(() => first.set("node1", { downs: 1 }), 100);
    await expect(join({ join: { upTimeoutSec: 1, stableSec: 0.6 } })).rejects.toThrow(
      "stay up: expected UP for 0.6 s on every balancer, saw haproxy1 UP",
    );
    expect(admins()).toEqual(["maint", "maint"]);
  });

  it("outlives one failed check, but does not end with one", async () => {
    const { first, join, admins } = setUp();
    setTimeout(() => first.set("node1", { status: "UP 2/3", checkPassed: false }), 50);
    setTimeout(() => first.set("node1", { status: "UP", checkPassed: true }), 700);
    const begun = performance.now();
    await join({ join: { upTimeoutSec: 3, stableSec: 0.4 } });
    expect(performance.now() - begun).toBeGreaterThan(700);
    expect(admins()).toEqual(["ready", "ready"]);
  });

  it("fails for a server that one balancer does not know, before anything moves", async () => {
    const { log, second, join } = setUp();
    second.servers.delete("node1");
    await expect(join()).rejects.toThrow("haproxy2: find the server: expected node1, saw only node2");
    expect(log).toEqual([]);
  });

  it("fails when admitting fails on one, and takes it out on all", async () => {
    const { second, join, admins } = setUp();
    second.broken.add("haproxy2 admit node1");
    await expect(join()).rejects.toThrow("haproxy2 admit node1 is broken; out on haproxy1, out on haproxy2");
    expect(admins()).toEqual(["maint", "maint"]);
  });
});
