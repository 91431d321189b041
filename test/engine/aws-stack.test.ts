import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import type { Stack } from "@pulumi/pulumi/automation";
import { Network } from "../../components";
import { imageId } from "../../stacks/image-id";
import { AwsDriver, createCertificate, createSshKey } from "./aws-driver";
import { awsProgram, type StackProgramSettings } from "./aws-program";
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

const [older, newer] = ["debian-12-amd64-20250316-2053", "debian-12-amd64-20251112-2294"];

const program = (settings: StackProgramSettings) => awsProgram({ certificate, publicKey }, settings);

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
