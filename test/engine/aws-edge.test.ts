import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { AliasRecord, ClassicLoadBalancer, LoadBalancer } from "../../components";
import { createRollCommand } from "../../components/rolling/roll-command";
import type { AwsDriver } from "./aws-driver";
import { type AwsFixture, openAwsFixture, registeredClassic } from "./aws-fixture";
import type { EngineFixture } from "./fixture";

/** A classic ELB on the real engine, with the roll program as it is; the test plays the data plane. */

let fixture: AwsFixture;
let api: AwsDriver;
let engine: EngineFixture;
let certificates: AwsFixture["certificates"];

beforeAll(async () => {
  fixture = await openAwsFixture("edge", registeredClassic);
  ({ api, engine, certificates } = fixture);
}, 900_000);
afterAll(() => fixture.close());

async function balancers() {
  return (await api.context.aws.elb.describeLoadBalancers({})).LoadBalancerDescriptions ?? [];
}

interface Wanted {
  readonly certificate?: number;
  readonly internal?: boolean;
  readonly stableSec?: number;
  /** As a `LoadBalancer` of kind `classic`. */
  readonly asKind?: boolean;
}

const program =
  ({ certificate = 0, internal = false, stableSec = 0, asKind = false }: Wanted) =>
  async () => {
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.42.0.0/16" });
    const place = { vpcId: vpc.id, cidrBlock: "10.42.1.0/24", availabilityZone: "us-east-1a" };
    const subnet = new aws.ec2.Subnet("subnet", place);
    const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
    const shown = new aws.iam.ServerCertificate(
      "shown",
      certificates[certificate] as { certificateBody: string; privateKey: string },
    );
    const args = {
      subnetIds: [subnet.id],
      securityGroupIds: [group.id],
      certificateArn: shown.arn,
      health: { port: 8405, path: "/ready" },
      internal,
    };
    const balancer = asKind
      ? new LoadBalancer("edge", { kind: "classic", ...args })
      : new ClassicLoadBalancer("edge", args);
    let previous: pulumi.Resource[] = [];
    for (const key of ["a", "b"]) {
      const ami = "ami-0deb12020250316a0";
      const machine = new aws.ec2.Instance(key, { ami, instanceType: "t3.micro", subnetId: subnet.id });
      const members = balancer.members({ key, instanceId: machine.id, address: "", groupSize: 2 });
      const membership = createRollCommand(
        `membership-${key}`,
        {
          ...{ create: "join", delete: "leave", follow: true, triggers: [machine.id] },
          plan: members.apply((on) => ({
            ...{ node: key, members: on, floor: { maxUnavailable: 1 } },
            drain: { quietSec: 0, sessionTimeoutSec: 5, inFlightTimeoutSec: 5 },
            join: { upTimeoutSec: 20, stableSec },
          })),
        },
        { dependsOn: [...balancer.ready, ...previous] },
      );
      previous = [membership];
    }
    const zone = await aws.route53.getZone({ name: "example.com" });
    new AliasRecord("name", {
      host: "shop.example.com",
      zone: { id: zone.zoneId, name: zone.name },
      target: balancer,
      after: previous,
      settleSec: 1,
    });
    return { name: balancer.loadBalancerName, arn: shown.arn };
  };

const arnNow = async () => (await engine.outputs()).arn?.value as string;
const httpsOf = async () =>
  (await balancers())[0]?.ListenerDescriptions?.find(({ Listener }) => Listener?.LoadBalancerPort === 443);
/** Where `shop.example.com` leads to. */
async function aliasTarget(): Promise<string | undefined> {
  const { route53 } = api.context.aws;
  const { HostedZones } = await route53.listHostedZones({});
  const { ResourceRecordSets } = await route53.listResourceRecordSets({ HostedZoneId: HostedZones?.[0]?.Id });
  return ResourceRecordSets?.find(({ Name }) => Name === "shop.example.com.")?.AliasTarget?.DNSName;
}
const apiLog = () => readFile(join(api.dir, "aws-api", "log"), "utf8");

test("comes up with its certificate, its policies and its machines", async () => {
  const { error } = await engine.up(program({}));
  expect(error).toBeUndefined();
  const [balancer] = await balancers();
  expect(balancer?.Instances).toHaveLength(2);
  expect(await aliasTarget()).toBe(balancer?.DNSName);
  const https = await httpsOf();
  expect(https?.Listener?.SSLCertificateId).toBe(await arnNow());
  expect(https?.PolicyNames?.sort()).toEqual(["edge-stickiness", "edge-tls"]);
  expect((await engine.preview(program({}))).steps).toEqual([]);
});

test("another certificate is shown without closing the port, and the one before goes", async () => {
  const before = await arnNow();
  const { steps, error } = await engine.up(program({ certificate: 1 }));
  expect(error).toBeUndefined();
  expect(steps.toSorted()).toEqual(
    [
      "create-replacement shown",
      "delete-replaced shown",
      "replace shown",
      "update edge-certificate",
      "update edge-https",
      "update edge-http",
    ].toSorted(),
  );
  expect(steps.indexOf("delete-replaced shown")).toBeGreaterThan(steps.indexOf("update edge-certificate"));
  expect(await apiLog()).not.toContain("DeleteLoadBalancerListeners");
  const https = await httpsOf();
  expect(https?.Listener?.SSLCertificateId).toBe(await arnNow());
  expect(https?.Listener?.SSLCertificateId).not.toBe(before);
  expect(https?.PolicyNames?.sort()).toEqual(["edge-stickiness", "edge-tls"]);
});

test("shows no change afterwards, also when all was read back", async () => {
  expect((await engine.preview(program({ certificate: 1 }))).steps).toEqual([]);
  await engine.stack.refresh();
  expect((await engine.preview(program({ certificate: 1 }))).steps).toEqual([]);
});

test("a machine that somebody took out stays out when a time limit changes", async () => {
  const [balancer] = await balancers();
  const [first] = balancer?.Instances ?? [];
  const LoadBalancerName = balancer?.LoadBalancerName;
  const Instances = [{ InstanceId: first?.InstanceId }];
  await api.context.aws.elb.deregisterInstancesFromLoadBalancer({ LoadBalancerName, Instances });
  const { steps, error } = await engine.up(program({ certificate: 1, stableSec: 1 }));
  expect([steps, error]).toEqual([["update membership-a", "update membership-b"], undefined]);
  expect((await balancers())[0]?.Instances).toHaveLength(1);
  await api.context.aws.elb.registerInstancesWithLoadBalancer({ LoadBalancerName, Instances });
});

test("a load balancer that is replaced gets its machines and then its name, before the one before goes", async () => {
  const [before] = await balancers();
  const wanted = program({ certificate: 1, stableSec: 1, internal: true });
  const { steps, error } = await engine.up(wanted);
  expect(error).toBeUndefined();
  const at = (step: string) => steps.indexOf(step);
  const order = [
    "create-replacement edge",
    "update edge-certificate",
    "update membership-a",
    "update membership-b",
    "update name",
    "update name-settled",
    "delete-replaced edge",
  ].map(at);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  const [after, ...others] = await balancers();
  expect(others).toEqual([]);
  expect(after?.LoadBalancerName).not.toBe(before?.LoadBalancerName);
  expect(after?.Instances).toHaveLength(2);
  expect(await aliasTarget()).toBe(after?.DNSName);
  expect((await httpsOf())?.Listener?.SSLCertificateId).toBe(await arnNow());
  expect((await engine.preview(wanted)).steps).toEqual([]);
});

test("a ClassicLoadBalancer comes over as a LoadBalancer of kind classic: nothing of it is made, changed or deleted", async () => {
  const before = { certificate: 1, stableSec: 1, internal: true };
  const named = (await balancers()).map(({ LoadBalancerName }) => LoadBalancerName);
  const wanted = program({ ...before, asKind: true });
  const { steps, error } = await engine.up(wanted);
  expect([steps, error]).toEqual([["create edge"], undefined]);
  expect((await balancers()).map(({ LoadBalancerName }) => LoadBalancerName)).toEqual(named);
  expect((await engine.preview(wanted)).steps).toEqual([]);
});
