import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerKind } from "../../components";
import { createRollCommand } from "../../components/rolling/roll-command";
import type { AwsDriver } from "./aws-driver";
import { type AwsFixture, openAwsFixture, registeredClassic } from "./aws-fixture";
import type { EngineFixture } from "./fixture";

/** An ALB and an NLB of one shape on the real engine; the test plays the data planes. */

let fixture: AwsFixture;
let api: AwsDriver;
let engine: EngineFixture;
let certificates: AwsFixture["certificates"];

beforeAll(async () => {
  fixture = await openAwsFixture("targets", async (own) => [
    ...Object.entries(await targets(own)),
    ...(await registeredClassic(own)),
  ]);
  ({ api, engine, certificates } = fixture);
}, 900_000);
afterAll(() => fixture.close());

const v2 = () => api.context.aws.elbv2;

/** Registered targets, by target group. */
async function targets({ context }: AwsDriver = api): Promise<Record<string, string[]>> {
  const { elbv2 } = context.aws;
  const { TargetGroups = [] } = await elbv2.describeTargetGroups({});
  const lists = TargetGroups.map(async ({ TargetGroupArn = "" }) => {
    const { TargetHealthDescriptions = [] } = await elbv2.describeTargetHealth({ TargetGroupArn });
    return [TargetGroupArn, TargetHealthDescriptions.map(({ Target }) => Target?.Id ?? "")] as const;
  });
  return Object.fromEntries(await Promise.all(lists));
}

interface Wanted {
  readonly certificate?: number;
  readonly kinds?: Readonly<Record<string, LoadBalancerKind>>;
}

const program =
  ({ certificate = 0, kinds = { app: "application", net: "network" } }: Wanted) =>
  async () => {
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.42.0.0/16" });
    const place = { vpcId: vpc.id, cidrBlock: "10.42.1.0/24", availabilityZone: "us-east-1a" };
    const subnet = new aws.ec2.Subnet("subnet", place);
    const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
    const shown = new aws.iam.ServerCertificate(
      "shown",
      certificates[certificate] as { certificateBody: string; privateKey: string },
    );
    const balancers = Object.entries(kinds).map(
      ([name, kind]) =>
        new LoadBalancer(name, {
          ...{ kind, vpcId: vpc.id, subnetIds: [subnet.id], securityGroupIds: [group.id] },
          ...{ certificateArn: shown.arn, health: { port: 8405, path: "/ready" }, drainingTimeoutSec: 1 },
        }),
    );
    const ami = "ami-0deb12020250316a0";
    const machine = new aws.ec2.Instance("a", { ami, instanceType: "t3.micro", subnetId: subnet.id });
    const facts = { key: "a", instanceId: machine.id, address: "", groupSize: 1 };
    const members = pulumi.all(balancers.map((each) => each.members(facts)));
    createRollCommand(
      "membership",
      {
        ...{ create: "join", delete: "leave", follow: true, triggers: [machine.id] },
        plan: members.apply((lists) => ({
          ...{ node: "a", members: lists.flat(), floor: { maxUnavailable: 1 } },
          drain: { quietSec: 0, sessionTimeoutSec: 5, inFlightTimeoutSec: 5 },
          join: { upTimeoutSec: 20, stableSec: 0 },
        })),
      },
      { dependsOn: balancers.flatMap(({ ready }) => ready) },
    );
    return { arn: shown.arn };
  };

const apiLog = () => readFile(join(api.dir, "aws-api", "log"), "utf8");
/** Protocol and certificate of each listener with TLS. */
async function shownNow(): Promise<string[]> {
  const { LoadBalancers = [] } = await v2().describeLoadBalancers({});
  const lists = LoadBalancers.map(({ LoadBalancerArn }) => v2().describeListeners({ LoadBalancerArn }));
  const listeners = (await Promise.all(lists)).flatMap(({ Listeners = [] }) => Listeners);
  return listeners
    .filter(({ Certificates }) => Certificates?.length)
    .map(({ Protocol, Certificates }) => `${Protocol} ${Certificates?.[0]?.CertificateArn}`)
    .sort();
}

test("both come up, and one node joins all their target groups", async () => {
  const { error } = await engine.up(program({}));
  expect(error).toBeUndefined();
  expect(Object.values(await targets()).map((ids) => ids.length)).toEqual([1, 1, 1]);
  await engine.stack.refresh();
  expect((await engine.preview(program({}))).steps).toEqual([]);
});

test("another certificate is shown by both without closing a port, and the one before goes", async () => {
  const { steps, error } = await engine.up(program({ certificate: 1 }));
  expect(error).toBeUndefined();
  expect(steps.toSorted()).toEqual([
    "create-replacement shown",
    "delete-replaced shown",
    "replace shown",
    "update app-https",
    "update net-https",
  ]);
  const log = await apiLog();
  expect(log).not.toContain("DeleteListener");
  expect(log.match(/CreateListener/g)).toHaveLength(4);
  const arn = (await engine.outputs()).arn?.value;
  expect(await shownNow()).toEqual([`HTTPS ${arn}`, `TLS ${arn}`]);
});

test("another kind gets its node before the load balancer of the kind before goes", async () => {
  const wanted = program({ certificate: 1, kinds: { app: "application", net: "classic" } });
  const { steps, error } = await engine.up(wanted);
  expect(error).toBeUndefined();
  const order = ["create net", "update membership", "delete net"].map((step) => steps.indexOf(step));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(Object.values(await targets()).map((ids) => ids.length)).toEqual([1]);
  const { LoadBalancerDescriptions } = await api.context.aws.elb.describeLoadBalancers({});
  expect(LoadBalancerDescriptions?.[0]?.Instances).toHaveLength(1);
  expect((await engine.preview(wanted)).steps).toEqual([]);
});
