import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import type { BalancerMember } from "../../components/rolling/membership/balancer-member";
import { join as joinBalancers } from "../../components/rolling/membership/join";
import { leave } from "../../components/rolling/membership/leave";
import type { NodeStatus } from "../../components/rolling/membership/node-status";
import { openMember } from "../../components/rolling/membership/open-members";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import { repair } from "../../components/rolling/membership/repair";
import { status } from "../../components/rolling/membership/status";
import { planFirst } from "../../components/rolling/out-of-service";
import { fakeContext, fakeRun } from "../components/rolling/membership/fake-balancer";
import { AwsBalancers } from "./aws-balancers";

/** The roll program's AWS memberships against the sandbox's AWS API; the test plays the data plane. */

let on: AwsBalancers;
beforeAll(async () => {
  on = await AwsBalancers.start();
}, 300_000);
afterAll(() => on.stop());

const classic = (index: number) => on.classic(index);
const target = (index: number) => on.target(index);
const planeSees: AwsBalancers["planeSees"] = (...seen) => on.planeSees(...seen);
const plan = (node: string, ...members: BalancerMember[]): MembershipPlan => ({
  node,
  members,
  floor: { maxUnavailable: 1 },
  drain: { quietSec: 0, sessionTimeoutSec: 30, inFlightTimeoutSec: 5 },
  join: { upTimeoutSec: 20, stableSec: 0 },
});

const viewOf = async (member: BalancerMember) =>
  (await (await openMember(fakeContext(), member)).state()).view;

describe("the account", () => {
  const other = "111111111111";
  it.each([
    ["a classic ELB", () => ({ ...classic(0), accountId: other })],
    ["a target group", () => ({ ...target(0), targetGroupArn: on.targetGroupArn.replace(/\d{12}/, other) })],
  ])("fails for %s of another one than this program's, before anything is asked there", async (_, member) => {
    const joining = joinBalancers(fakeContext(), plan("web1", member()));
    await expect(joining).rejects.toThrow(
      /see which AWS account this is: expected 111111111111, .* saw 123456789012 \(arn:aws:/,
    );
  });

  it("is the load balancer's where it should be", async () => {
    const accountId = /\d{12}/.exec(on.targetGroupArn)?.[0];
    await expect(
      openMember(fakeContext(), { ...classic(0), accountId } as BalancerMember),
    ).resolves.toBeDefined();
  });
});

describe("a member of a classic ELB", () => {
  it("joins, in service as soon as the data plane finds it healthy", async () => {
    await planeSees([]);
    const joining = joinBalancers(fakeContext(), plan("web1", classic(0)));
    await until(async () => (await viewOf(classic(0))).status === "OutOfService");
    expect((await viewOf(classic(0))).check).toBe("ELB: Instance registration is still in progress.");
    await planeSees([0]);
    expect(await joining).toEqual({ node: "web1", joined: "elb" });
    await planeSees([0, 1]);
    await joinBalancers(fakeContext(), plan("web2", classic(1)));
    expect((await viewOf(classic(1))).status).toBe("InService");
  });

  it("leaves, and waits while requests are in flight", async () => {
    await planeSees([0, 1], { "10.95.0.11": 2 });
    const leaving = leave(fakeContext(), plan("web1", classic(0)));
    await until(async () => (await viewOf(classic(0))).status === "draining");
    // No new request reaches it; those in flight go on.
    await planeSees([1], { "10.95.0.11": 2 });
    expect(await viewOf(classic(0))).toMatchObject({ admin: "drain", up: true, checkPassed: false });
    await planeSees([1]);
    expect(await leaving).toEqual({ node: "web1", left: "elb", before: false });
    expect((await viewOf(classic(0))).status).toBe("not registered");
  });

  it("stays out, when a leave has taken it out before", async () => {
    const again = { node: "web1", left: "elb", before: true };
    expect(await leave(fakeContext(), plan("web1", classic(0)))).toEqual(again);
  });

  it("fails to leave while another one is out, and stays registered", async () => {
    await expect(leave(fakeContext(), plan("web2", classic(1)))).rejects.toThrow(
      "web2: check the floor: expected 1 others UP on every balancer, saw elb: 0 UP (none)",
    );
    expect((await viewOf(classic(1))).status).toBe("InService");
  });

  it("has left before, when its instance was terminated", async () => {
    await on.clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [on.instances[2] ?? ""] }));
    expect(await leave(fakeContext(), plan("web3", classic(2)))).toEqual({ node: "web3", left: "before" });
  });

  it("fails for a load balancer that there is not, and names it", async () => {
    const unknown = { ...classic(0), loadBalancerName: "nobody" } as BalancerMember;
    for (const run of [leave, joinBalancers]) {
      await expect(run(fakeContext(), plan("web1", unknown, target(0)))).rejects.toThrow(
        /elb: find the load balancer: expected classic ELB nobody in us-east-1, saw AccessPointNotFound/,
      );
    }
    expect((await viewOf(target(0))).status).toBe("not registered");
  });
});

it("one that a roll left out is known by its record, and comes back by repair", async () => {
  const { nodes } = await status(fakeContext(), { nodes: [{ node: "web1", members: [classic(0)] }] });
  expect((nodes as NodeStatus[])[0]?.balancers[0]).toMatchObject({
    known: true,
    admin: "maint",
    status: "not registered",
    out: { standing: "out" },
  });
  expect(planFirst(nodes as NodeStatus[])).toEqual(["web1"]);
  await planeSees([0, 1]);
  const later = fakeContext({ run: { ...fakeRun("later"), isRunning: () => false } });
  expect(await repair(later, { nodes: [{ node: "web1", members: [classic(0)] }] })).toEqual({
    repaired: ["web1"],
    left: {},
  });
  expect((await viewOf(classic(0))).status).toBe("InService");
});

describe("a member of a target group", () => {
  it("joins and leaves, draining for the target group's delay", async () => {
    for (const index of [0, 1]) {
      const joined = await joinBalancers(fakeContext(), plan(`web${index + 1}`, target(index)));
      expect(joined).toEqual({ node: `web${index + 1}`, joined: "alb" });
    }
    const leaving = leave(fakeContext(), plan("web1", target(0)));
    await until(async () => (await viewOf(target(0))).status === "draining");
    expect(await leaving).toEqual({ node: "web1", left: "alb", before: false });
    expect((await viewOf(target(0))).status).toBe("not registered");
  });

  it("fails to leave while another one is out", async () => {
    await expect(leave(fakeContext(), plan("web2", target(1)))).rejects.toThrow(
      "expected 1 others UP on every balancer, saw alb: 0 UP (none)",
    );
  });

  it("fails for a target group that there is not, and names it", async () => {
    const arn = on.targetGroupArn.replace("nodes", "nobody");
    const unknown = { ...target(1), targetGroupArn: arn } as BalancerMember;
    await expect(leave(fakeContext(), plan("web2", unknown))).rejects.toThrow(
      `alb: find the load balancer: expected target group ${arn} in us-east-1, saw TargetGroupNotFound`,
    );
  });
});

it("one node behind both kinds leaves both and joins both", async () => {
  const both = plan("web1", classic(0), target(0));
  expect(await joinBalancers(fakeContext(), both)).toEqual({ node: "web1", joined: "elb alb" });
  const leaving = leave(fakeContext(), both);
  await until(async () => (await viewOf(classic(0))).status === "draining");
  await planeSees([1]);
  expect(await leaving).toEqual({ node: "web1", left: "elb alb", before: false });
  await planeSees([0, 1]);
  await joinBalancers(fakeContext(), both);
  expect([(await viewOf(classic(0))).status, (await viewOf(target(0))).status]).toEqual([
    "InService",
    "healthy",
  ]);
});

it("two runs at once take out one node of two, and the other stays", async () => {
  // The runs of the tests before.
  const over = ["1", "later"];
  await planeSees([0, 1], { "10.95.0.11": 1, "10.95.0.12": 1 });
  const runs = [0, 1].map((index) =>
    leave(fakeContext({ run: fakeRun(`run${index}`, over) }), plan(`web${index + 1}`, classic(index))),
  );
  const isOver = Promise.allSettled(runs);
  const statuses = () => Promise.all([0, 1].map(async (index) => (await viewOf(classic(index))).status));
  await until(async () => (await statuses()).includes("draining"));
  const out = (await statuses()).indexOf("draining");
  await planeSees([1 - out]);
  const ends = await isOver;
  expect([ends[out]?.status, ends[1 - out]?.status]).toEqual(["fulfilled", "rejected"]);
  expect((await viewOf(classic(1 - out))).status).toBe("InService");
  const joining = joinBalancers(
    fakeContext({ run: fakeRun(`run${out}`, [...over, `run${1 - out}`]) }),
    plan(`web${out + 1}`, classic(out)),
  );
  await until(async () => (await viewOf(classic(out))).status === "OutOfService");
  await planeSees([0, 1]);
  await joining;
});

it("status tells of both kinds", async () => {
  const { nodes, unreachable } = await status(fakeContext(), {
    nodes: [{ node: "web2", members: [classic(1), target(1)] }],
  });
  expect(unreachable).toEqual([]);
  expect(nodes).toEqual([
    {
      node: "web2",
      balancers: [
        {
          balancer: "elb",
          reachable: true,
          known: true,
          admin: "ready",
          status: "InService",
          serves: true,
          requests: 0,
          check: "InService",
        },
        {
          balancer: "alb",
          reachable: true,
          known: true,
          admin: "ready",
          status: "healthy",
          serves: true,
          requests: 0,
          check: "healthy",
        },
      ],
    },
  ]);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("not within 120 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
