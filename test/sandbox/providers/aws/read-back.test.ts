import type { Values } from "../../../../sandbox/providers/aws/property-spec";
import { inputsOf, stateOf } from "../../../../sandbox/providers/aws/read-back";
import { findIn, resources } from "../../../../sandbox/providers/aws/registry";

const group = findIn(resources, "resource type", "aws:ec2/securityGroup:SecurityGroup");
const balancer = findIn(resources, "resource type", "aws:elb/loadBalancer:LoadBalancer");
const instance = findIn(resources, "resource type", "aws:ec2/instance:Instance");
const certificate = findIn(resources, "resource type", "aws:iam/serverCertificate:ServerCertificate");

describe("stateOf", () => {
  it("keeps what AWS doesn't give back", () => {
    const known = { privateKey: "secret", certificateBody: "body\n" };
    expect(stateOf(certificate, { certificateBody: "body", arn: "arn:1" }, known, {})).toEqual({
      arn: "arn:1",
      certificateBody: "body\n",
      privateKey: "secret",
      tagsAll: {},
    });
  });

  it("keeps the program's order of a set", () => {
    const state = stateOf(balancer, { subnets: ["b", "a"] }, { subnets: ["a", "b"] }, {});
    expect(state.subnets).toEqual(["a", "b"]);
  });

  it("tells the resource's tags from the provider's", () => {
    const live = { tags: { Env: "dev", Name: "a", added: "x" } };
    expect(stateOf(group, live, { tags: { Name: "a" } }, { Env: "dev" })).toEqual({
      tags: { Name: "a", added: "x" },
      tagsAll: { Env: "dev", Name: "a", added: "x" },
    });
  });
});

describe("inputsOf", () => {
  const read = (definition: typeof group, live: Values, known: Values) =>
    inputsOf(definition, stateOf(definition, live, known, {}), known);

  it("shows what has changed on AWS", () => {
    const known = { instanceType: "t3.medium", tags: { a: "1" }, tagsAll: { a: "1" }, __defaults: [] };
    const live = { instanceType: "t3.large", tags: { a: "2" }, availabilityZone: "us-east-1a" };
    expect(read(instance, live, known)).toEqual({
      instanceType: "t3.large",
      tags: { a: "2" },
      tagsAll: { a: "2" },
      __defaults: [],
    });
  });

  it("leaves out of an object what AWS filled in", () => {
    const known = { rootBlockDevice: { volumeSize: 20 }, __defaults: [] };
    const live = { rootBlockDevice: { volumeSize: 20, volumeType: "gp3", volumeId: "vol-1", iops: 3000 } };
    expect(read(instance, live, known).rootBlockDevice).toEqual({ volumeSize: 20 });
  });

  it("counts a default that has changed no more as one", () => {
    const known = { description: "Managed by Pulumi", name: "a", __defaults: ["description", "name"] };
    expect(read(group, { description: "other", name: "a" }, known).__defaults).toEqual(["name"]);
  });

  it("takes all that AWS doesn't choose by itself when nothing is known", () => {
    const live = { name: "a", description: "Managed by Pulumi", vpcId: "vpc-1", arn: "arn:1" };
    expect(read(group, live, {})).toEqual({ description: "Managed by Pulumi", __defaults: ["description"] });
  });
});
