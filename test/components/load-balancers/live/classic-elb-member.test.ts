import { openClassicElbMember } from "../../../../components/load-balancers/live/classic-elb-member";
import { lockTimes } from "../../../../components/load-balancers/live/tag-lock";
import { inSection } from "../../../../components/remote/section";
import { joinMembers } from "../../../../components/rolling/membership/join";
import { leaveMembers } from "../../../../components/rolling/membership/leave";
import type { MembershipPlan } from "../../../../components/rolling/membership/plans";
import { exampleMembership } from "../../program/example-plans";
import { FakeBalancer, fakeContext, fakeRun } from "../../rolling/membership/fake-balancer";
import { awsError, FakeElb } from "./fake-elb";

function setUp(registered: readonly string[] = ["i-1", "i-2"]) {
  const elb = new FakeElb();
  for (const id of registered) elb.registered.set(id, "InService");
  const member = openClassicElbMember(
    {
      kind: "classic-elb",
      balancer: "elb",
      server: "haproxy1",
      region: "us-east-1",
      groupSize: 2,
      loadBalancerName: "wso2-prod",
      instanceId: "i-1",
    },
    { run: fakeRun("1"), times: { ...lockTimes, settleMs: 0 } },
    elb.calls(),
  );
  const plan: MembershipPlan = {
    ...exampleMembership,
    node: "haproxy1",
    members: [],
    drain: { quietSec: 0, sessionTimeoutSec: 3, inFlightTimeoutSec: 1 },
    join: { upTimeoutSec: 1, stableSec: 0 },
  };
  return { elb, member, plan, context: fakeContext() };
}

describe("a member of a classic ELB", () => {
  it("changes nothing once a lock that the change stands on is lost", async () => {
    const { elb, member } = setUp();
    const confirm = () => {
      throw new Error("the lock of haproxy1 is lost");
    };
    const tags = [...elb.tags];
    const record = { server: "haproxy1", by: "alice", run: "1", since: "2026-01-01", until: "2026-01-02" };
    const changes: (() => Promise<void>)[] = [
      ...[() => member.drain(), () => member.takeOut(), () => member.putBack(), () => member.admit()],
      ...[() => member.writeRecord(record), () => member.removeRecord()],
      () => member.writeFloors({ maxUnavailable: { haproxy1: 1 } }),
    ];
    for (const change of changes) {
      await expect(inSection(confirm, change)).rejects.toThrow("the lock of haproxy1 is lost");
    }
    expect([elb.log, [...elb.tags]]).toEqual([[], tags]);
    // What stands outside, as an undo, goes on.
    await member.putBack();
    expect(elb.log).not.toEqual([]);
  });

  it.each([
    ["HTTP", false],
    ["HTTPS", false],
    ["TCP", true],
    ["SSL", true],
  ])("with listeners of %s, connections are clients' own: %s", async (protocol, expected) => {
    const { elb, member } = setUp();
    elb.protocol = protocol;
    expect(await member.carriesClients?.()).toBe(expected);
  });

  it("leaves when the draining is over, not before", async () => {
    const { elb, member, plan, context } = setUp();
    const leaving = leaveMembers(context, plan, [member]).then(() => elb.log.push("left"));
    while (elb.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const asked = elb.asked;
    while (elb.asked === asked) await new Promise((resolve) => setImmediate(resolve));
    elb.log.push("nothing in flight");
    elb.draining.clear();
    await leaving;
    expect(elb.log).toEqual(["deregister i-1", "nothing in flight", "left"]);
  });

  it("is put back when the draining does not end in time", async () => {
    const { elb, member, plan, context } = setUp();
    const drain = { quietSec: 0, sessionTimeoutSec: 0, inFlightTimeoutSec: 0.1 };
    await expect(leaveMembers(context, { ...plan, drain }, [member])).rejects.toThrow(
      "haproxy1: wait for requests in flight: expected none within 0.1 s of maint, saw 1 on elb; put back on elb",
    );
    expect([...elb.registered.keys()]).toEqual(["i-2", "i-1"]);
    expect(elb.tags.size).toBe(0);
  });

  it("counts one that is out as missing, though the load balancer knows nothing of it", async () => {
    const { elb, member, plan, context } = setUp(["i-1"]);
    await expect(leaveMembers(context, plan, [member])).rejects.toThrow(
      "haproxy1: check the floor: expected 1 others UP on every balancer, saw elb: 0 UP (none)",
    );
    expect(elb.log).toEqual([]);
  });

  it("fails below the floor with the other's state", async () => {
    const { elb, member, plan, context } = setUp();
    elb.registered.set("i-2", "OutOfService");
    await expect(leaveMembers(context, plan, [member])).rejects.toThrow(
      "saw elb: 0 UP (none), not UP: i-2 OutOfService",
    );
  });

  it("has left before when it is not registered", async () => {
    const { elb, member, plan, context } = setUp(["i-2"]);
    expect(await leaveMembers(context, plan, [member])).toEqual({ node: "haproxy1", left: "before" });
    expect(elb.log).toEqual([]);
  });

  it("goes on with a leave that was interrupted", async () => {
    const { elb, member, plan, context } = setUp(["i-2"]);
    elb.draining.add("i-1");
    const leaving = leaveMembers(context, plan, [member]);
    setTimeout(() => elb.draining.clear(), 50);
    expect(await leaving).toEqual({ node: "haproxy1", left: "elb", before: false });
    expect(elb.log).toEqual([]);
  });

  it("joins, and is written down as back", async () => {
    const { elb, member, plan, context } = setUp(["i-2"]);
    expect(await joinMembers(context, plan, [member])).toEqual({ node: "haproxy1", joined: "elb" });
    expect(elb.log).toEqual(["register i-1"]);
    expect(elb.tags.get("wso2-roll:haproxy1")).toMatch(/ joined=\d/);
  });

  it("fails to join when it does not come into service, and is deregistered", async () => {
    const { elb, member, plan, context } = setUp(["i-2"]);
    elb.fresh = "OutOfService";
    const join = { upTimeoutSec: 0.1, stableSec: 0 };
    await expect(joinMembers(context, { ...plan, join }, [member])).rejects.toThrow(
      /enable: expected UP by a passed check on every balancer within 0.1 s, saw elb .*out on elb/,
    );
    expect(elb.log).toEqual(["register i-1", "deregister i-1"]);
  });

  it("refuses while another roll has a node out", async () => {
    const { elb, member, plan, context } = setUp();
    const now = Date.now() / 1000;
    elb.tags.set("wso2-roll:haproxy2", `run=other since=${now} until=${now + 600} by=bob@laptop`);
    await expect(leaveMembers(context, plan, [member])).rejects.toThrow(
      /look for other rolls: expected none .*haproxy2 was taken out by bob@laptop/,
    );
    expect(elb.log).toEqual([]);
  });

  it("is out of HAProxy and the load balancer together, or of neither", async () => {
    const { elb, member, plan, context } = setUp();
    const haproxy = new FakeBalancer("haproxy1", ["haproxy1", "haproxy2"], elb.log);
    elb.broken.set("deregister", awsError("AccessDenied"));
    await expect(leaveMembers(context, plan, [haproxy.member("haproxy1"), member])).rejects.toThrow(
      /elb: ask AWS: .*AccessDenied.*put back on haproxy1, put back on elb/,
    );
    expect(haproxy.servers.get("haproxy1")?.admin).toBe("ready");
  });

  it("fails for a load balancer that there is not, and names it", async () => {
    const { elb, member, plan, context } = setUp();
    elb.broken.set("describeInstanceHealth", awsError("AccessPointNotFoundException"));
    await expect(leaveMembers(context, plan, [member])).rejects.toThrow(
      "elb: find the load balancer: expected classic ELB wso2-prod in us-east-1, saw AccessPointNotFoundException",
    );
  });

  it("asks no more than once a second, however often its state is looked at", async () => {
    const { elb, member } = setUp();
    for (let look = 0; look < 20; look++) await member.state();
    expect(elb.asked).toBe(1);
  });
});
