import * as fc from "fast-check";
import {
  checkNetwork,
  lastPrivateAddress,
  parseCidr,
  planSubnets,
  planZone,
  renderCidr,
} from "../../../components/network/plan-subnets";

describe("planSubnets", () => {
  it("cuts a /16 into public and private /20s, one of each a zone", () => {
    expect(planSubnets("10.42.0.0/16", 3)).toEqual({
      publicSubnets: [
        { zoneKey: "a", zoneIndex: 0, cidr: "10.42.0.0/20" },
        { zoneKey: "b", zoneIndex: 1, cidr: "10.42.16.0/20" },
        { zoneKey: "c", zoneIndex: 2, cidr: "10.42.32.0/20" },
      ],
      privateSubnets: [
        { zoneKey: "a", zoneIndex: 0, cidr: "10.42.128.0/20" },
        { zoneKey: "b", zoneIndex: 1, cidr: "10.42.144.0/20" },
        { zoneKey: "c", zoneIndex: 2, cidr: "10.42.160.0/20" },
      ],
    });
  });

  it("never overlaps, stays inside, and moves no subnet when a zone is added", async () => {
    const ranges = fc.tuple(
      fc.integer({ min: 0, max: 2 ** 10 - 1 }),
      fc.integer({ min: 16, max: 23 }),
      fc.integer({ min: 1, max: 5 }),
    );
    await fc.assert(
      fc.property(ranges, ([block, prefix, zones]) => {
        const vpc = { address: 10 * 2 ** 24 + block * 2 ** (32 - prefix), prefix };
        const text = renderCidr(vpc);
        const plan = planSubnets(text, zones);
        const all = [...plan.publicSubnets, ...plan.privateSubnets].map(({ cidr }) => {
          const parsed = parseCidr(cidr);
          if (!parsed) throw new Error(`not a range: ${cidr}`);
          return { from: parsed.address, to: parsed.address + 2 ** (32 - parsed.prefix) };
        });
        all.sort((a, b) => a.from - b.from);
        for (const [index, { from, to }] of all.entries()) {
          expect(from).toBeGreaterThanOrEqual(vpc.address);
          expect(to).toBeLessThanOrEqual(vpc.address + 2 ** (32 - prefix));
          expect(from).toBeGreaterThanOrEqual(all[index - 1]?.to ?? 0);
        }
        const wider = planSubnets(text, zones + 1);
        expect(wider.privateSubnets.slice(0, zones)).toEqual(plan.privateSubnets);
        expect(wider.publicSubnets.slice(0, zones)).toEqual(plan.publicSubnets);
      }),
    );
  });
});

describe("checkNetwork", () => {
  it.each(["10.42.0.0/16", "172.16.0.0/20", "10.0.0.0/23"])("accepts %s", (cidr) => {
    expect(checkNetwork(cidr, 2)).toEqual([]);
  });

  it.each(["10.42.0.0", "10.42.0.1/16", "10.0.0.0/8", "10.0.0.0/24", "300.0.0.0/16", ""])(
    "fails for %p",
    (cidr) => {
      expect(checkNetwork(cidr, 2)).toEqual([
        {
          propertyPath: "vpcCidr",
          reason: `got ${JSON.stringify(cidr)}; an IPv4 range from /16 to /23, without bits behind its prefix, such as 10.42.0.0/16 is needed`,
        },
      ]);
    },
  );

  it.each([[["us-east-1a"]], [["us-east-1a", "us-east-1a"]]])("fails for zones %j of two", (zones) => {
    expect(checkNetwork("10.42.0.0/16", 2, zones)).toEqual([
      {
        propertyPath: "zones",
        reason: `got ${JSON.stringify(zones)}; as many as zoneCount (2), each once, are needed`,
      },
    ]);
  });

  it("fails with all problems at once", () => {
    expect(checkNetwork("x", 9).map(({ propertyPath }) => propertyPath)).toEqual(["vpcCidr", "zoneCount"]);
  });
});

describe("planZone", () => {
  const names = ["us-east-1c", "us-east-1a", "us-east-1b"];

  it("takes the first one by name", () => {
    expect(planZone(names, [])).toBe("us-east-1a");
  });

  it("never takes one twice, whatever has come or gone in the list since", () => {
    expect(planZone(["us-east-1b", "us-east-1c", "us-east-1d"], ["us-east-1a", "us-east-1c"])).toBe(
      "us-east-1b",
    );
  });

  it("fails when there are no more", () => {
    expect(() => planZone(names, names)).toThrow(
      "zoneCount: this region has 3 zones that need no opt-in (us-east-1c, us-east-1a, us-east-1b); lower zoneCount",
    );
  });
});

it.each([
  ["10.42.0.0/16", "10.42.143.254"],
  ["10.41.0.0/20", "10.41.8.254"],
  ["192.168.0.0/23", "192.168.1.30"],
])("the last address of the first private subnet of %s is %s", (vpcCidr, address) => {
  expect(lastPrivateAddress(vpcCidr)).toBe(address);
});
