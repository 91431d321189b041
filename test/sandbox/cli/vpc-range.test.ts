import { planOtherRange } from "../../../sandbox/cli/vpc-range";

const eth0 = { destination: "192.168.1.0/24", device: "eth0" };

describe("another range for the VPC", () => {
  it("is not needed where the wanted one is free", () => {
    expect(planOtherRange("10.41.0.0/16", [eth0], "w12345")).toBeUndefined();
  });

  it("is not needed for the sandbox's own network", () => {
    const own = { destination: "10.41.0.0/16", device: "w12345" };
    expect(planOtherRange("10.41.0.0/16", [eth0, own], "w12345")).toBeUndefined();
  });

  it("is the first free one, with the reason", () => {
    const known = [
      eth0,
      { destination: "10.41.7.0/24", device: "tun0" },
      { destination: "10.77.0.0/16", device: "wabcde" },
    ];
    expect(planOtherRange("10.41.0.0/16", known, "w12345")).toEqual({
      cidr: "10.78.0.0/16",
      reason: "10.41.0.0/16 overlaps 10.41.7.0/24, which this computer reaches through tun0",
    });
  });

  it("fails when this computer reaches all of 10.0.0.0/8 elsewhere", () => {
    const vpn = { destination: "10.0.0.0/8", device: "tun0" };
    expect(() => planOtherRange("10.41.0.0/16", [vpn], "w12345")).toThrow("every 10.N.0.0/16 is in use");
  });
});
