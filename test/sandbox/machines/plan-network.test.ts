import fc from "fast-check";
import {
  findOverlap,
  NetworkInUseError,
  planAddresses,
  planCable,
  prefixOf,
} from "../../../sandbox/machines/plan-network";

describe("findOverlap", () => {
  const known = (destination: string, device = "docker0") => ({ destination, device });

  it.each([
    ["10.41.3.0/24", "a part of it"],
    ["10.0.0.0/8", "what it is a part of"],
    ["10.41.7.7", "one address"],
    ["10.41.0.0/16", "itself on another device"],
  ])("finds %s: %s", (destination) => {
    expect(findOverlap("10.41.0.0/16", [known("192.168.0.0/24"), known(destination)], "w1")).toEqual(
      known(destination),
    );
  });

  it.each([
    ["10.42.0.0/16", "docker0", "the neighbour"],
    ["default", "eth0", "the default route"],
    ["0.0.0.0/1", "tun0", "half of everything, as VPNs route it"],
    ["fd00::/64", "eth0", "an IPv6 route"],
    ["10.41.0.0/16", "w1", "its own bridge"],
  ])("leaves %s on %s alone: %s", (destination, device) => {
    expect(findOverlap("10.41.0.0/16", [known(destination, device)], "w1")).toBeUndefined();
  });

  it("says what to set", () => {
    expect(new NetworkInUseError("10.41.0.0/16", known("10.41.3.0/24")).message).toBe(
      "the network 10.41.0.0/16 overlaps 10.41.3.0/24, which this computer reaches through docker0; " +
        "set wso2:vpcCidr to a range that is free, for example 10.77.0.0/16",
    );
  });
});

describe("planCable", () => {
  it("follows the machine by name, and the network interface by hardware address", () => {
    const before = planCable("w1", "i-0a1", "10.41.0.11");
    const after = planCable("w1", "i-0b2", "10.41.0.11");
    expect(before).toEqual({
      namespace: "w1-i-0a1",
      port: expect.stringMatching(/^p[0-9a-f]{12}$/),
      mac: expect.stringMatching(/^0a(:[0-9a-f]{2}){5}$/),
    });
    expect(after.mac).toBe(before.mac);
    expect(after.port).not.toBe(before.port);
    expect(planCable("w1", "i-0a1", "10.41.0.12").mac).not.toBe(before.mac);
    expect(planCable("w2", "i-0a1", "10.41.0.11").mac).not.toBe(before.mac);
  });

  it("names a device as short as Linux wants it", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (machine) => {
        expect(planCable("w1", machine, "10.41.0.11").port.length).toBeLessThanOrEqual(15);
      }),
    );
  });
});

describe("planAddresses", () => {
  it("adds what is wanted and missing, removes what was given and isn't wanted", () => {
    expect(planAddresses(["a", "b"], ["a", "b"], ["a", "c"])).toEqual({ add: ["c"], remove: ["b"] });
  });

  it("leaves alone what the machine took itself", () => {
    expect(planAddresses(["a", "own"], ["a"], ["a"])).toEqual({ add: [], remove: [] });
    expect(planAddresses(["a", "own"], ["a"], ["a", "own"])).toEqual({ add: [], remove: [] });
  });

  it("doesn't remove what is gone already", () => {
    expect(planAddresses(["a"], ["a", "b"], ["a"])).toEqual({ add: [], remove: [] });
  });
});

it("takes the prefix from the range", () => {
  expect(prefixOf({ cidr: "10.41.0.0/16", gateway: "10.41.0.1" })).toBe(16);
});
