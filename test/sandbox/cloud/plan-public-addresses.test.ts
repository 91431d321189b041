import type { CloudInstance } from "../../../sandbox/cloud/plan-instances";
import { planPublicAddresses } from "../../../sandbox/cloud/plan-public-addresses";

const instances = [
  { instanceId: "i-1", addresses: ["10.0.0.11", "10.0.0.50"] },
  { instanceId: "i-2", addresses: ["10.0.0.12"] },
] as unknown as CloudInstance[];

test("an Elastic IP leads to the own address of the instance that holds it", () => {
  const addresses = [
    { PublicIp: "203.0.113.1", PrivateIpAddress: "10.0.0.12" },
    { PublicIp: "203.0.113.2", PrivateIpAddress: "10.0.0.11" },
  ];
  expect(planPublicAddresses(addresses, instances)).toEqual([
    { address: "203.0.113.1", leadsTo: "10.0.0.12" },
    { address: "203.0.113.2", leadsTo: "10.0.0.11" },
  ]);
});

test.each([
  ["nobody holds", undefined],
  ["a NAT gateway holds", "10.0.0.4"],
  ["a secondary address holds", "10.0.0.50"],
])("an Elastic IP that %s leads to no machine", (_, PrivateIpAddress) => {
  const addresses = [{ PublicIp: "203.0.113.1", PrivateIpAddress }];
  expect(planPublicAddresses(addresses, instances)).toEqual([{ address: "203.0.113.1" }]);
});
