import { type CheckRequest, planInputs } from "../../../../sandbox/providers/aws/plan-inputs";
import type { Values } from "../../../../sandbox/providers/aws/property-spec";
import { resources } from "../../../../sandbox/providers/aws/registry";
import { unknown } from "../../../../sandbox/providers/serve/wire";

function check(token: string, given: Values, more: Partial<CheckRequest> = {}) {
  const definition = resources.get(token);
  if (!definition) throw new Error(`no ${token}`);
  const request = {
    name: "web",
    before: {},
    given,
    seed: "c2VlZA==",
    region: "us-east-1",
    defaultTags: {},
    ...more,
  };
  return planInputs(definition, request);
}

const reasons = (token: string, given: Values) => check(token, given).failures.map(({ reason }) => reason);

const group = "aws:ec2/securityGroup:SecurityGroup";
const instance = "aws:ec2/instance:Instance";
const listeners = [{ lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" }];

describe("planInputs", () => {
  it("fills in defaults and a name, and notes which", () => {
    expect(check(group, { vpcId: "vpc-1" })).toEqual({
      inputs: {
        __defaults: ["description", "name", "revokeRulesOnDelete"],
        description: "Managed by Pulumi",
        name: expect.stringMatching(/^web-[0-9a-f]{7}$/),
        revokeRulesOnDelete: false,
        tagsAll: {},
        vpcId: "vpc-1",
      },
      failures: [],
    });
  });

  it("names the same in a preview and its update, and another resource otherwise", () => {
    const name = (more: Partial<CheckRequest>) => check(group, {}, more).inputs.name;
    expect(name({})).toBe(name({}));
    expect(name({ seed: "b3RoZXI=" })).not.toBe(name({}));
  });

  it("keeps the name that it gave before", () => {
    const before = { name: "web-0000001", __defaults: ["name"] };
    expect(check(group, {}, { before }).inputs.name).toBe("web-0000001");
  });

  it("gives a name of its own in place of one that the program gave before", () => {
    const before = { name: "mine", __defaults: [] };
    expect(check(group, {}, { before }).inputs.name).toMatch(/^web-/);
  });

  it("adds the provider's default tags below the resource's own", () => {
    const { inputs } = check(group, { tags: { a: "1" } }, { defaultTags: { a: "0", b: "2" } });
    expect([inputs.tags, inputs.tagsAll]).toEqual([{ a: "1" }, { a: "1", b: "2" }]);
  });

  it("takes values that are not known yet", () => {
    const given = {
      ami: unknown,
      instanceType: "t3.medium",
      primaryNetworkInterface: unknown,
      tags: unknown,
    };
    const { inputs, failures } = check(instance, given);
    expect([failures, inputs.tagsAll]).toEqual([[], unknown]);
  });

  it("fails for a property that it doesn't know, and says what there is", () => {
    expect(check("aws:ec2/keyPair:KeyPair", { publicKey: "a", keyname: "b" }).failures).toEqual([
      {
        property: "keyname",
        reason:
          "keyname is not supported by the sandbox; supported: keyName, publicKey, region, tags, tagsAll",
      },
    ]);
  });

  it.each<[string, string, Values, string[]]>([
    [
      "a required property is missing",
      "aws:ec2/subnet:Subnet",
      { vpcId: "vpc-1" },
      ["is missing: cidrBlock is required"],
    ],
    [
      "one is missing in an object",
      instance,
      { ami: "a", instanceType: "b", primaryNetworkInterface: {} },
      ["is missing: primaryNetworkInterface.networkInterfaceId is required"],
    ],
    [
      "one in a list is unknown",
      "aws:elb/loadBalancer:LoadBalancer",
      { subnets: ["a"], listeners: [{ ...listeners[0], x: 1 }] },
      [
        "listeners[0].x is not supported by the sandbox; supported: instancePort, instanceProtocol, lbPort, lbProtocol, sslCertificateId",
      ],
    ],
    [
      "a number is text",
      "aws:elb/loadBalancer:LoadBalancer",
      { subnets: ["a"], listeners, idleTimeout: "60" },
      ["idleTimeout must be a number, got a value of type string"],
    ],
    [
      "user data is set",
      instance,
      { ami: "a", instanceType: "b", userData: "#!/bin/sh" },
      [
        "userData can't be set: the sandbox's machines run no cloud-init, so nothing would run it; use a command resource over SSH",
      ],
    ],
    [
      "a subnet is set beside a network interface",
      instance,
      { ami: "a", instanceType: "b", subnetId: "c", primaryNetworkInterface: { networkInterfaceId: "d" } },
      ["can't be set together with primaryNetworkInterface: the network interface has it"],
    ],
    [
      "a route has two targets",
      "aws:ec2/route:Route",
      { routeTableId: "a", destinationCidrBlock: "b", gatewayId: "c", natGatewayId: "d" },
      [
        "exactly one of gatewayId, natGatewayId, networkInterfaceId is needed, got gatewayId and natGatewayId",
      ],
    ],
    [
      "a rule has no source",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      { securityGroupId: "a", ipProtocol: "-1" },
      ["exactly one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId is needed, got none"],
    ],
    ["another region is named", group, { region: "eu-west-1" }, ["the sandbox has one region, us-east-1"]],
    [
      "rules are given inline",
      group,
      { ingress: [] },
      ["ingress is not supported by the sandbox: use aws.vpc.SecurityGroupIngressRule"],
    ],
  ])("fails when %s", (_what, token, given, expected) => {
    expect(reasons(token, given)).toEqual(expected);
  });

  it("fails for a load balancer's name that gets too long", () => {
    const name = "a-name-of-25-characters-x";
    expect(
      check("aws:elb/loadBalancer:LoadBalancer", { subnets: ["a"], listeners }, { name }).failures,
    ).toEqual([{ property: "name", reason: `${name} and 8 more characters are longer than 32; set name` }]);
  });
});
