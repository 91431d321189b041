import { elbMachineName, pickElbAddress } from "../../../sandbox/cloud/elb-address";
import { planElbMachines } from "../../../sandbox/cloud/plan-elb-machines";

const subnets = [{ SubnetId: "subnet-1", CidrBlock: "10.41.0.0/28" }];
const web = { name: "web", subnetIds: ["subnet-1"] };
const api = { name: "api", subnetIds: ["subnet-1"] };

describe("addresses of load balancers", () => {
  it("are taken from the high end, past what others have", () => {
    const interfaces = [{ PrivateIpAddresses: [{ PrivateIpAddress: "10.41.0.14" }] }];
    expect(planElbMachines([web, api], subnets, interfaces, [])).toEqual([
      { loadBalancer: "web", machine: elbMachineName("web"), address: "10.41.0.13" },
      { loadBalancer: "api", machine: elbMachineName("api"), address: "10.41.0.12" },
    ]);
  });

  it("stay with a machine that there is", () => {
    const machine = {
      name: elbMachineName("web"),
      addresses: ["10.41.0.9"],
      state: "stopped" as const,
      imageLabel: "classic-elb",
    };
    expect(planElbMachines([web, api], subnets, [], [machine]).map(({ address }) => address)).toEqual([
      "10.41.0.9",
      "10.41.0.14",
    ]);
  });

  it("fails on a full subnet: AWS keeps the first four and the last", () => {
    const taken = new Set(Array.from({ length: 11 }, (_, index) => `10.41.0.${index + 4}`));
    expect(() => pickElbAddress("10.41.0.0/28", taken)).toThrow("subnet 10.41.0.0/28 has no free address");
    taken.delete("10.41.0.4");
    expect(pickElbAddress("10.41.0.0/28", taken)).toBe("10.41.0.4");
  });

  it("fails on an unknown subnet", () => {
    expect(() => planElbMachines([web], [], [], [])).toThrow("load balancer web names subnet subnet-1");
  });
});
