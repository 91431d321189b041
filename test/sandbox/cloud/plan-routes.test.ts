import type { CloudInstance } from "../../../sandbox/cloud/plan-instances";
import { planRoutes } from "../../../sandbox/cloud/plan-routes";

const instances = [
  { instanceId: "i-1", addresses: ["10.0.0.11", "10.0.0.50"] },
  { instanceId: "i-2", addresses: ["10.0.0.12"] },
  { instanceId: "i-3", addresses: [] },
] as unknown as CloudInstance[];
const to = (DestinationCidrBlock: string, InstanceId?: string) => ({ DestinationCidrBlock, InstanceId });
const table = (VpcId: string, ...Routes: object[]) => ({ VpcId, Routes });

test("an address leads to the own address of its instance, in the first table that has it", () => {
  const first = table("vpc-1", to("10.0.0.0/16"), to("172.31.0.1/32", "i-1"));
  const second = table("vpc-1", to("172.31.0.1/32", "i-2"), to("172.31.0.2/32", "i-2"));
  expect(planRoutes([first, second], "vpc-1", instances)).toEqual([
    { destination: "172.31.0.1", machine: "i-1", gateway: "10.0.0.11" },
    { destination: "172.31.0.2", machine: "i-2", gateway: "10.0.0.12" },
  ]);
});

test.each([
  ["another VPC's", table("vpc-2", to("172.31.0.1/32", "i-1"))],
  ["of a whole range", table("vpc-1", to("172.31.0.0/24", "i-1"))],
  ["to a gateway", table("vpc-1", to("0.0.0.0/0"))],
  ["to an instance that is gone", table("vpc-1", to("172.31.0.1/32", "i-9"))],
  ["to an instance without an address", table("vpc-1", to("172.31.0.1/32", "i-3"))],
])("no machine follows a route that is %s", (_, each) => {
  expect(planRoutes([each], "vpc-1", instances)).toEqual([]);
});
