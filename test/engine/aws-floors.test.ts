import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import type * as pulumi from "@pulumi/pulumi";
import { EdgeBalancers, TargetGroupEdge } from "../../components";
import type { BalancerMember } from "../../components/rolling/membership/balancer-member";
import { join as joinBalancers } from "../../components/rolling/membership/join";
import { leave } from "../../components/rolling/membership/leave";
import type { NodeStatus } from "../../components/rolling/membership/node-status";
import type { MembershipPlan } from "../../components/rolling/membership/plans";
import { repair } from "../../components/rolling/membership/repair";
import { setFloors } from "../../components/rolling/membership/set-floors";
import { status } from "../../components/rolling/membership/status";
import { planHeal, planHealMembers } from "../../components/rolling/plan-heal";
import { type AwsApi, startAwsApi } from "../../sandbox/aws-api";
import { type AwsClients, createAwsClients } from "../../sandbox/cloud/aws-clients";
import { awsEnvironment } from "../../sandbox/cloud/aws-environment";
import { planTargetBalancer } from "../../sandbox/elb/plan-target-balancer";
import { readTargetBalancers } from "../../sandbox/elb/read-target-balancers";
import { planTargetPlane } from "../../sandbox/elb/target-plane";
import { fakeContext, fakeRun } from "../components/rolling/membership/fake-balancer";
import { createNetwork, runInstance } from "../system/support/cloud-account";
import { createTargetBalancer } from "../system/support/target-balancers";

/** A group that stands behind a target group alone: its floors, its healing, and two rolls of it at once. */

const environment = { ...process.env };
let dir: string;
let api: AwsApi;
let clients: AwsClients;
let instances: string[];
let balancers: EdgeBalancers;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "aws-floors-"));
  api = await startAwsApi({ stateDir: dir, log: () => {} });
  Object.assign(process.env, awsEnvironment(api.endpoint));
  clients = createAwsClients(api.endpoint);
  const { subnetId, vpcId } = await createNetwork(clients.ec2, "10.95.0.0/24");
  const addresses = ["10.95.0.11", "10.95.0.12"];
  instances = await Promise.all(
    addresses.map((address, index) => runInstance(clients.ec2, subnetId, address, `web${index + 1}`)),
  );
  const { groupArn } = await createTargetBalancer(clients.elbv2, "application", {
    ...{ subnetId, vpcId, port: 8080 },
    certificateArn: "",
  });
  // The data plane, as the test plays it: everybody is healthy.
  const healthy = instances.map((instanceId) => ({ instanceId, state: "InService", lastCheck: "L7OK/200" }));
  const report = { [groupArn]: { instances: healthy, inFlight: {} } };
  await writeFile(join(dir, "aws-api", "elb-reports.json"), JSON.stringify(report));
  const edge = new TargetGroupEdge({ key: "alb", targetGroupArn: groupArn });
  balancers = new EdgeBalancers({ edges: [edge], groupSize: 2 });
  for (const index of [0, 1]) await joinBalancers(fakeContext(), await planOf(index));
}, 300_000);

afterAll(async () => {
  process.env = environment;
  await api.stop();
  await rm(dir, { recursive: true });
});

const known = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((resolve) => void output.apply(resolve as never));
const membersOf = (index: number) => {
  const node = { key: `web${index + 1}`, instanceId: instances[index] as unknown as pulumi.Output<string> };
  return known(balancers.members(node)) as Promise<BalancerMember[]>;
};
const planOf = async (index: number): Promise<MembershipPlan> => ({
  node: `web${index + 1}`,
  members: await membersOf(index),
  floor: { maxUnavailable: 1 },
  drain: { quietSec: 0, sessionTimeoutSec: 30, inFlightTimeoutSec: 5 },
  join: { upTimeoutSec: 20, stableSec: 0 },
});
const tell = async (minHealthy: number) => {
  const members = (await known(balancers.boards())) as BalancerMember[];
  await setFloors(fakeContext(), {
    group: "shop",
    members,
    policy: { minHealthy, maxUnavailable: { web1: 1, web2: 1 } },
  });
};

test("what must stay UP is told to the target group before any node's turn", async () => {
  await tell(2);
  await expect(leave(fakeContext(), await planOf(0))).rejects.toThrow(
    "expected 2 others UP on every balancer, saw alb: 1 UP",
  );
  await tell(1);
});

test("the data plane is planned from what the API says", async () => {
  const { balancers: found, groups } = await readTargetBalancers(clients.elbv2);
  const places = new Map(instances.map((id, index) => [id, { address: `10.95.0.1${index + 1}`, zone: "a" }]));
  const [plane] = found.map((each) => planTargetPlane(planTargetBalancer(each, groups, places)));
  expect(plane).toMatchObject({ key: "app/test-alb", ports: [80, 8080] });
  expect(plane?.pools[0]).toMatchObject({
    check: { port: 8080, healthyThreshold: 2, firstThreshold: 1 },
    cutAfterSec: 4,
  });
  expect(plane?.pools[0]?.members.map(({ instanceId }) => instanceId).sort()).toEqual(instances.toSorted());
});

test("of two rolls at once one leaves, and the other one sees that and stays", async () => {
  const plans = [await planOf(0), await planOf(1)];
  const tried = await Promise.allSettled(plans.map((plan) => leave(fakeContext(), plan)));
  const refused = tried.filter((each) => each.status === "rejected");
  expect(refused.map(({ reason }) => String(reason))).toEqual([expect.stringContaining("saw alb: 0 UP")]);
  const left = tried.findIndex((each) => each.status === "fulfilled");
  await joinBalancers(fakeContext(), await planOf(left));
});

/** What the next deployment knows of nodes that a roll left out, and what its `heal` is told. */
async function healed() {
  const nodes = await Promise.all(
    [0, 1].map(async (index) => ({ node: `web${index + 1}`, members: await membersOf(index) })),
  );
  const later = fakeContext({ run: { ...fakeRun("later"), isRunning: () => false } });
  const seen = (await status(later, { nodes })).nodes as NodeStatus[];
  const now = planHeal({}, seen);
  const members = planHealMembers({}, { before: {}, now }, nodes);
  const told = Object.keys(members).map(async (node) => {
    return { node, members: (await known(balancers.still(members[node] ?? []))) as BalancerMember[] };
  });
  return repair(later, { nodes: await Promise.all(told) });
}

test("a node that a roll left out comes back ahead of the next one", async () => {
  await leave(fakeContext(), await planOf(0));
  expect(await healed()).toEqual({ repaired: ["web1"], left: {} });
});

test("one whose machine is gone is left to the chain", async () => {
  await leave(fakeContext(), await planOf(0));
  await clients.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instances[0] ?? ""] }));
  expect(await healed()).toEqual({ repaired: [], left: { web1: "its machine is gone" } });
});
