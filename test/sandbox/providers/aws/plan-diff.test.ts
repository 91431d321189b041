import { planDiff } from "../../../../sandbox/providers/aws/plan-diff";
import type { Values } from "../../../../sandbox/providers/aws/property-spec";
import { resources } from "../../../../sandbox/providers/aws/registry";
import { unknown } from "../../../../sandbox/providers/serve/wire";

function diff(token: string, before: Values, after: Values, state: Values = {}): string[] {
  const definition = resources.get(token);
  if (!definition) throw new Error(`no ${token}`);
  return planDiff(definition, before, after, state).map(
    ({ path, kind, replaces }) => `${kind} ${path}${replaces ? " replaces" : ""}`,
  );
}

const instance = "aws:ec2/instance:Instance";
const networkInterface = "aws:ec2/networkInterface:NetworkInterface";
const loadBalancer = "aws:elb/loadBalancer:LoadBalancer";
const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describe("planDiff of an instance", () => {
  it.each<[string, Values, Values, string[]]>([
    ["the image", { ami: "ami-1" }, { ami: "ami-2" }, ["update ami replaces"]],
    ["an image not known yet", { ami: "ami-1" }, { ami: unknown }, ["update ami replaces"]],
    ["the type", { instanceType: "t3.medium" }, { instanceType: "t3.large" }, ["update instanceType"]],
    ["the key", { keyName: "a" }, { keyName: "b" }, ["update keyName replaces"]],
    ["the subnet", { subnetId: "subnet-1" }, { subnetId: "subnet-2" }, ["update subnetId replaces"]],
    ["the address", { privateIp: "10.0.0.4" }, { privateIp: "10.0.0.5" }, ["update privateIp replaces"]],
    ["a tag", { tags: { a: "1" } }, { tags: { a: "2", b: "3" } }, ["update tags.a", "add tags.b"]],
    ["all tags", { tags: { a: "1" } }, {}, ["delete tags"]],
    [
      "the network interface",
      { primaryNetworkInterface: { networkInterfaceId: "eni-1" } },
      { primaryNetworkInterface: { networkInterfaceId: "eni-2" } },
      ["update primaryNetworkInterface.networkInterfaceId replaces"],
    ],
    [
      "the groups",
      { vpcSecurityGroupIds: ["sg-1"] },
      { vpcSecurityGroupIds: ["sg-1", "sg-2"] },
      ["update vpcSecurityGroupIds"],
    ],
    [
      "the size of the disk",
      { rootBlockDevice: { encrypted: true, volumeSize: 20 } },
      { rootBlockDevice: { encrypted: true, volumeSize: 30 } },
      ["update rootBlockDevice.volumeSize"],
    ],
    [
      "the encryption of the disk",
      { rootBlockDevice: { encrypted: false } },
      { rootBlockDevice: { encrypted: true } },
      ["update rootBlockDevice.encrypted replaces"],
    ],
    [
      "the metadata service",
      { metadataOptions: { httpTokens: "optional" } },
      { metadataOptions: { httpTokens: "required" } },
      ["update metadataOptions.httpTokens"],
    ],
    ["the order of groups", { vpcSecurityGroupIds: ["a", "b"] }, { vpcSecurityGroupIds: ["b", "a"] }, []],
    ["what AWS chooses, left out now", { availabilityZone: "us-east-1a" }, {}, []],
    ["nothing to no tags", {}, { tags: {} }, []],
  ])("%s", (_what, before, after, expected) => {
    expect(diff(instance, before, after)).toEqual(expected);
  });

  it("is none for the value that AWS chose before", () => {
    const state = { availabilityZone: "us-east-1b", rootBlockDevice: { volumeSize: 8, volumeId: "vol-1" } };
    const after = { availabilityZone: "us-east-1b", rootBlockDevice: { volumeSize: 8 } };
    expect(diff(instance, {}, after, state)).toEqual([]);
  });
});

describe("planDiff of a network interface", () => {
  const state = { privateIp: "10.0.0.4" };

  it.each<[string, Values, Values, string[]]>([
    [
      "another primary address",
      { privateIps: ["10.0.0.4"] },
      { privateIps: ["10.0.0.5"] },
      ["update privateIps replaces"],
    ],
    [
      "a secondary address",
      { privateIps: ["10.0.0.4"] },
      { privateIps: ["10.0.0.5", "10.0.0.4"] },
      ["update privateIps"],
    ],
    [
      "the order of addresses",
      { privateIps: ["10.0.0.4", "10.0.0.5"] },
      { privateIps: ["10.0.0.5", "10.0.0.4"] },
      [],
    ],
    [
      "the order of a list of addresses",
      { privateIpLists: ["10.0.0.4", "10.0.0.5"] },
      { privateIpLists: ["10.0.0.5", "10.0.0.4"] },
      ["update privateIpLists[0] replaces", "update privateIpLists[1] replaces"],
    ],
    ["the subnet", { subnetId: "subnet-1" }, { subnetId: "subnet-2" }, ["update subnetId replaces"]],
    ["the groups", { securityGroups: ["sg-1"] }, { securityGroups: ["sg-2"] }, ["update securityGroups"]],
    ["the description", { description: "a" }, { description: "b" }, ["update description"]],
  ])("%s", (_what, before, after, expected) => {
    expect(diff(networkInterface, before, after, state)).toEqual(expected);
  });
});

describe("planDiff of a load balancer", () => {
  const http = { lbPort: 80, lbProtocol: "http", instancePort: 80, instanceProtocol: "http" };
  const https = { ...http, lbPort: 443, lbProtocol: "https", sslCertificateId: "arn:1" };

  it.each<[string, Values, Values, string[]]>([
    ["a listener", { listeners: [http] }, { listeners: [http, https] }, ["update listeners"]],
    ["the order of listeners", { listeners: [http, https] }, { listeners: [https, http] }, []],
    ["the case of a protocol", { listeners: [http] }, { listeners: [{ ...http, lbProtocol: "HTTP" }] }, []],
    [
      "the health check",
      { healthCheck: { target: "HTTP:80/a", interval: 5 } },
      { healthCheck: { target: "HTTP:80/b", interval: 5 } },
      ["update healthCheck.target"],
    ],
    ["an instance", { instances: ["i-1"] }, { instances: ["i-2"] }, ["update instances"]],
    ["some subnets", { subnets: ["a", "b"] }, { subnets: ["b", "c"] }, ["update subnets"]],
    ["all subnets", { subnets: ["a", "b"] }, { subnets: ["c"] }, ["update subnets replaces"]],
    ["the scheme", { internal: false }, { internal: true }, ["update internal replaces"]],
    [
      "draining",
      { connectionDrainingTimeout: 300 },
      { connectionDrainingTimeout: 60 },
      ["update connectionDrainingTimeout"],
    ],
  ])("%s", (_what, before, after, expected) => {
    expect(diff(loadBalancer, before, after)).toEqual(expected);
  });
});

describe("planDiff of the others", () => {
  it.each<[string, string, Values, Values, string[]]>([
    [
      "a VPC's range",
      "aws:ec2/vpc:Vpc",
      { cidrBlock: "a" },
      { cidrBlock: "b" },
      ["update cidrBlock replaces"],
    ],
    [
      "a VPC's tenancy to default",
      "aws:ec2/vpc:Vpc",
      { instanceTenancy: "dedicated" },
      { instanceTenancy: "default" },
      ["update instanceTenancy"],
    ],
    [
      "a VPC's tenancy to dedicated",
      "aws:ec2/vpc:Vpc",
      { instanceTenancy: "default" },
      { instanceTenancy: "dedicated" },
      ["update instanceTenancy replaces"],
    ],
    [
      "a subnet's zone",
      "aws:ec2/subnet:Subnet",
      { availabilityZone: "a" },
      { availabilityZone: "b" },
      ["update availabilityZone replaces"],
    ],
    [
      "a route's target",
      "aws:ec2/route:Route",
      { natGatewayId: "a" },
      { natGatewayId: "b" },
      ["update natGatewayId"],
    ],
    [
      "a group's description",
      "aws:ec2/securityGroup:SecurityGroup",
      { description: "a" },
      { description: "b" },
      ["update description replaces"],
    ],
    ["a rule's port", rule, { fromPort: 80 }, { fromPort: 81 }, ["update fromPort"]],
    ["a rule's range", rule, { cidrIpv4: "10.0.0.0/8" }, { cidrIpv4: "10.1.0.0/16" }, ["update cidrIpv4"]],
    [
      "a rule's kind of source",
      rule,
      { cidrIpv4: "10.0.0.0/8" },
      { referencedSecurityGroupId: "sg-1" },
      ["delete cidrIpv4 replaces", "add referencedSecurityGroupId replaces"],
    ],
    [
      "a public key",
      "aws:ec2/keyPair:KeyPair",
      { publicKey: "a" },
      { publicKey: "b" },
      ["update publicKey replaces"],
    ],
    [
      "white space at a public key's end",
      "aws:ec2/keyPair:KeyPair",
      { publicKey: "a" },
      { publicKey: "a\n" },
      [],
    ],
    [
      "a certificate",
      "aws:iam/serverCertificate:ServerCertificate",
      { certificateBody: "a" },
      { certificateBody: "b" },
      ["update certificateBody replaces"],
    ],
    [
      "a policy's attribute",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
      { policyAttributes: [{ name: "CookieName", value: "a" }] },
      { policyAttributes: [{ name: "CookieName", value: "b" }] },
      ["update policyAttributes"],
    ],
    [
      "a policy's name",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
      { policyName: "a" },
      { policyName: "b" },
      ["update policyName replaces"],
    ],
    [
      "a listener's policies",
      "aws:elb/listenerPolicy:ListenerPolicy",
      { policyNames: ["a"] },
      { policyNames: ["a", "b"] },
      ["update policyNames"],
    ],
    [
      "an attached instance",
      "aws:elb/attachment:Attachment",
      { instance: "i-1" },
      { instance: "i-2" },
      ["update instance replaces"],
    ],
  ])("%s", (_what, token, before, after, expected) => {
    expect(diff(token, before, after)).toEqual(expected);
  });
});
