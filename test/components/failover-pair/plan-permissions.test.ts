import type { PairAddress } from "../../../components/failover-pair/pair-model";
import { planPermissions } from "../../../components/failover-pair/plan-permissions";

const interfaces = ["eni-1", "eni-2"];
const arn = (resource: string, partition = "aws", region = "us-east-1") =>
  `arn:${partition}:ec2:${region}:*:${resource}`;

function rightsOf(address: PairAddress, region = "us-east-1"): Record<string, readonly string[]> {
  const names = ["front-haproxy1", "front-haproxy2"];
  const facts = { region, address, networkInterfaceIds: interfaces, instanceNames: names };
  const { Statement } = planPermissions(facts);
  const pairs = Statement.flatMap(({ Action, Resource }) => Action.map((each) => [each, Resource] as const));
  const all: Record<string, readonly string[]> = {};
  for (const [action, resources] of pairs) all[action] = [...(all[action] ?? []), ...resources];
  return all;
}

const always = {
  "ec2:DescribeInstances": ["*"],
  "ec2:StartInstances": [arn("instance/*")],
  "ec2:StopInstances": [arn("instance/*")],
};
const ofInterfaces = interfaces.map((id) => arn(`network-interface/${id}`));

test.each<[PairAddress, Record<string, string[]>]>([
  [
    { kind: "secondary", ip: "10.0.0.9" },
    { "ec2:AssignPrivateIpAddresses": ofInterfaces, "ec2:UnassignPrivateIpAddresses": ofInterfaces },
  ],
  [
    { kind: "route", ip: "172.31.0.1", routeTableIds: ["rtb-1"] },
    { "ec2:DescribeRouteTables": ["*"], "ec2:ReplaceRoute": [arn("route-table/rtb-1")] },
  ],
  [
    { kind: "elastic", ip: "203.0.113.9", allocationId: "eipalloc-1" },
    {
      "ec2:DescribeAddresses": ["*"],
      "ec2:AssociateAddress": [arn("elastic-ip/eipalloc-1"), ...ofInterfaces, arn("instance/*")],
      "ec2:DisassociateAddress": [arn("elastic-ip/eipalloc-1"), ...ofInterfaces, arn("instance/*")],
    },
  ],
])("the role may move %j and nothing else", (address, moving) => {
  expect(rightsOf(address)).toEqual({ ...always, ...moving });
});

test("instances are stopped and started by their names alone", () => {
  const facts = { region: "us-east-1", networkInterfaceIds: [], instanceNames: ["a", "b"] };
  const { Statement } = planPermissions({ ...facts, address: { kind: "secondary", ip: "10.0.0.9" } });
  const stop = Statement.find(({ Action }) => Action.includes("ec2:StopInstances"));
  expect(stop?.Condition).toEqual({ StringEquals: { "ec2:ResourceTag/Name": ["a", "b"] } });
});

test.each([
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["eu-central-1", "aws"],
])("region %s is in partition %s", (region, partition) => {
  const rights = rightsOf({ kind: "secondary", ip: "10.0.0.9" }, region);
  expect(rights["ec2:StopInstances"]).toEqual([arn("instance/*", partition, region)]);
});
