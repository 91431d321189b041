import { planNetwork } from "../../../sandbox/cloud/plan-network";

const byDefault = { VpcId: "vpc-default", CidrBlock: "172.31.0.0/16", IsDefault: true };
const own = { VpcId: "vpc-1", CidrBlock: "10.41.0.0/16", IsDefault: false };

it("is the account's own VPC, this computer at its first address", () => {
  expect(planNetwork([byDefault, own])).toEqual({
    vpcId: "vpc-1",
    cidr: "10.41.0.0/16",
    gateway: "10.41.0.1",
  });
});

it("is none while there is only the default VPC", () => {
  expect(planNetwork([byDefault])).toBeUndefined();
});

it("fails with two VPCs", () => {
  expect(() => planNetwork([own, { ...own, VpcId: "vpc-2", CidrBlock: "10.42.0.0/16" }])).toThrow(
    "the VPCs vpc-1 (10.41.0.0/16), vpc-2 (10.42.0.0/16): delete all but one",
  );
});
