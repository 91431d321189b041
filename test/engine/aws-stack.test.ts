import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Stack } from "@pulumi/pulumi/automation";
import { Network } from "../../components";
import { imageId } from "../../stacks/image-id";
import { AwsDriver, createCertificate, createSshKey } from "./aws-driver";
import { type EngineFixture, openFixture } from "./fixture";

let api: AwsDriver;
let engine: EngineFixture;
let certificate: { certificateBody: string; privateKey: string };
const publicKey = createSshKey();
beforeAll(async () => {
  api = await AwsDriver.start();
  engine = await openFixture("aws");
  certificate = await createCertificate();
  useApi(engine.stack);
}, 900_000);
afterAll(async () => {
  await engine.remove();
  await api.stop();
});

function useApi({ workspace }: Stack): void {
  workspace.envVars = { ...workspace.envVars, AWS_ENDPOINT_URL: api.api.endpoint, AWS_REGION: "us-east-1" };
}

interface Settings {
  readonly image: string;
  readonly instanceType?: string;
  readonly instancePort?: number;
}

const [older, newer] = ["debian-12-amd64-20250316-2053", "debian-12-amd64-20251112-2294"];

/** An instance that takes on a lasting network interface, behind a load balancer with both policies. */
const program =
  ({ image, instanceType = "t3.medium", instancePort = 80 }: Settings) =>
  async () => {
    const ami = aws.ec2.getAmiOutput({
      owners: ["136693071363"],
      filters: [{ name: "name", values: [image] }],
      mostRecent: true,
    });
    const regional = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
    const zones = aws.getAvailabilityZonesOutput({ state: "available", filters: regional });
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.42.0.0/16" });
    const subnet = new aws.ec2.Subnet("subnet", {
      vpcId: vpc.id,
      cidrBlock: "10.42.1.0/24",
      availabilityZone: zones.names.apply((names) => names[1] ?? ""),
    });
    const group = new aws.ec2.SecurityGroup("group", { vpcId: vpc.id });
    const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 80, toPort: 80 };
    new aws.vpc.SecurityGroupIngressRule("rule", { ...rule, cidrIpv4: "10.42.0.0/16" });
    const address = new aws.ec2.NetworkInterface("address", {
      subnetId: subnet.id,
      securityGroups: [group.id],
    });
    const key = new aws.ec2.KeyPair("key", { publicKey });
    const instance = new aws.ec2.Instance(
      "instance",
      {
        ami: ami.id,
        instanceType,
        keyName: key.keyName,
        primaryNetworkInterface: { networkInterfaceId: address.id },
        rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 20 },
      },
      { deleteBeforeReplace: true, replaceOnChanges: ["instanceType"] },
    );
    const edge = new aws.iam.ServerCertificate("edge", {
      certificateBody: certificate.certificateBody,
      privateKey: pulumi.secret(certificate.privateKey),
    });
    const balancer = new aws.elb.LoadBalancer("balancer", {
      subnets: [subnet.id],
      securityGroups: [group.id],
      listeners: [
        { lbPort: 80, lbProtocol: "http", instancePort, instanceProtocol: "http" },
        {
          lbPort: 443,
          lbProtocol: "https",
          instancePort: 80,
          instanceProtocol: "http",
          sslCertificateId: edge.arn,
        },
      ],
      healthCheck: {
        target: "HTTP:80/",
        interval: 5,
        timeout: 2,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    });
    const policy = (name: string, policyTypeName: string, attribute: { name: string; value: string }) =>
      new aws.elb.LoadBalancerPolicy(name, {
        loadBalancerName: balancer.name,
        policyName: name,
        policyTypeName,
        policyAttributes: [attribute],
      }).policyName;
    new aws.elb.ListenerPolicy("listener", {
      loadBalancerName: balancer.name,
      loadBalancerPort: 443,
      policyNames: [
        policy("tls", "SSLNegotiationPolicyType", {
          name: "Reference-Security-Policy",
          value: "ELBSecurityPolicy-TLS-1-2-2017-01",
        }),
        policy("stickiness", "AppCookieStickinessPolicyType", { name: "CookieName", value: "JSESSIONID" }),
      ],
    });
    new aws.elb.Attachment("attachment", { elb: balancer.name, instance: instance.id });
    return { instanceId: instance.id, privateIp: instance.privateIp, zone: instance.availabilityZone };
  };

const replacement = [
  "delete-replaced attachment",
  "delete-replaced instance",
  "replace instance",
  "create-replacement instance",
  "replace attachment",
  "create-replacement attachment",
];

const values = async () => {
  const outputs = await engine.outputs();
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
};

/** Reads everything back from AWS. @returns how many resources it found how */
async function refresh(): Promise<Record<string, number>> {
  let changes: Record<string, number> = {};
  await engine.stack.refresh({
    onEvent: ({ summaryEvent }) => {
      if (summaryEvent) changes = summaryEvent.resourceChanges as Record<string, number>;
    },
  });
  return changes;
}

test("a stack comes up on the AWS API", async () => {
  const { steps, error } = await engine.up(program({ image: older }));
  expect(error).toBeUndefined();
  expect(steps).toHaveLength(13);
  expect(await values()).toEqual({
    instanceId: expect.stringMatching(/^i-/),
    privateIp: "10.42.1.4",
    zone: "us-east-1b",
  });
});

test("the same program changes nothing, also after a refresh", async () => {
  expect((await engine.preview(program({ image: older }))).steps).toEqual([]);
  expect(await refresh()).toEqual({ same: 14 });
  expect((await engine.preview(program({ image: older }))).steps).toEqual([]);
});

test("an image that AWS has deprecated is found by a search that asks for such, and by no other", async () => {
  const old = "debian-12-amd64-20230612-1409";
  const byName = { owners: ["136693071363"], filters: [{ name: "name", values: [old] }] };
  const found: string[] = [];
  const { error } = await engine.preview(async () => {
    await aws.ec2.getAmi(byName).catch((reason: Error) => found.push(reason.message));
    return { id: imageId(old).apply((id) => found.push(id)) };
  });
  expect(error).toBeUndefined();
  expect(found).toEqual([expect.stringContaining("returned no results"), "ami-0deb12020230612a0"]);
});

test("a new image replaces the instance, which goes first and keeps its address", async () => {
  expect((await engine.preview(program({ image: newer }))).steps).toEqual(replacement);
  const before = await values();
  expect((await engine.up(program({ image: newer }))).steps).toEqual(replacement);
  const { instanceId, privateIp } = await values();
  expect(instanceId).not.toBe(before.instanceId);
  expect(privateIp).toBe(before.privateIp);
});

test("another type replaces the instance where the program says so", async () => {
  const { steps } = await engine.preview(program({ image: newer, instanceType: "t3.large" }));
  expect(steps).toEqual(replacement);
});

test("a listener changes in place, and nothing else is thought to", async () => {
  const changed = program({ image: newer, instancePort: 81 });
  expect((await engine.preview(changed)).steps).toEqual(["update balancer"]);
  expect((await engine.up(changed)).steps).toEqual(["update balancer"]);
  expect((await engine.up(program({ image: newer }))).steps).toEqual(["update balancer"]);
});

test("default tags that change are put on all that has tags", async () => {
  const settings = join(engine.dir, "state", "workspace", "Pulumi.test.yaml");
  const text = await readFile(settings, "utf8");
  await engine.stack.setConfig("aws:defaultTags", {
    value: JSON.stringify({ tags: { Environment: "test" } }),
  });
  const { steps, error } = await engine.up(program({ image: newer }));
  expect(error).toBeUndefined();
  expect(steps.toSorted()).toEqual(
    ["address", "balancer", "edge", "group", "instance", "key", "rule", "subnet", "vpc"].map(
      (name) => `update ${name}`,
    ),
  );
  await writeFile(settings, text);
  await engine.up(program({ image: newer }));
});

test("a refresh finds a terminated instance, and the next update makes it again", async () => {
  const { instanceId } = await values();
  await api.context.aws.ec2.terminateInstances({ InstanceIds: [instanceId] });
  expect(await refresh()).toEqual({ delete: 1, same: 13 });
  const { steps } = await engine.up(program({ image: newer }));
  expect(steps.toSorted()).toEqual([
    "create instance",
    "create-replacement attachment",
    "delete-replaced attachment",
    "replace attachment",
  ]);
});

test("the certificate's key is encrypted in the state", async () => {
  const stored = await engine.stored("edge");
  expect(stored?.outputs.certificateBody).toBe(certificate.certificateBody);
  for (const kept of [stored?.inputs.privateKey, stored?.outputs.privateKey]) {
    expect(kept).toEqual({
      "4dabf18193072939515e22adb298388d": expect.any(String),
      ciphertext: expect.any(String),
    });
  }
});

test("fails for a type that the provider hasn't, and for user data, naming them", async () => {
  const bucket = await engine.preview(async () => ({ id: new aws.s3.Bucket("bucket").id }));
  expect(bucket.error).toContain(
    "resource type aws:s3/bucket:Bucket is not supported by the sandbox's AWS provider",
  );
  const group = await engine.preview(async () => ({
    id: new aws.ec2.SecurityGroup("other", { ingress: [] }).id,
  }));
  expect(group.error).toContain(
    "ingress is not supported by the sandbox: use aws.vpc.SecurityGroupIngressRule",
  );
});

test("it goes down in the order that AWS asks for, and leaves nothing", async () => {
  await engine.up(program({ image: newer }));
  const { steps, error } = await engine.destroy();
  expect([steps.length, error]).toEqual([13, undefined]);
  const { Vpcs } = await api.context.aws.ec2.describeVpcs({
    Filters: [{ Name: "isDefault", Values: ["false"] }],
  });
  expect(Vpcs).toEqual([]);
});

describe("a network", () => {
  const network = (zoneCount: number, zones?: string[]) => async () => {
    const made = new Network("net", { zoneCount, zones, natGateways: "none" });
    return { ids: made.privateSubnetIds };
  };
  const zonesOf = async () => {
    const { Subnets = [] } = await api.context.aws.ec2.describeSubnets({
      Filters: [{ Name: "cidr-block", Values: ["10.42.0.0/20", "10.42.16.0/20", "10.42.32.0/20"] }],
    });
    return Subnets.toSorted((a, b) => ((a.CidrBlock ?? "") < (b.CidrBlock ?? "") ? -1 : 1)).map(
      ({ AvailabilityZone }) => AvailabilityZone,
    );
  };

  test("takes the zones that are given", async () => {
    const { error } = await engine.up(network(2, ["us-east-1c", "us-east-1a"]));
    expect([error, await zonesOf()]).toEqual([undefined, ["us-east-1c", "us-east-1a"]]);
  });

  test("keeps them, whatever comes first in the account's list", async () => {
    expect((await engine.preview(network(2))).steps).toEqual([]);
  });

  test("takes the first one that is free for a zone more, and none that needs an opt-in", async () => {
    const { steps } = await engine.up(network(3));
    expect(steps.filter((step) => !step.startsWith("create "))).toEqual([]);
    expect(await zonesOf()).toEqual(["us-east-1c", "us-east-1a", "us-east-1b"]);
    await engine.destroy();
  });
});
