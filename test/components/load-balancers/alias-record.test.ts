import { AliasRecord, type AliasRecordArgs } from "../../../components";
import { checkAlias } from "../../../components/load-balancers/plan-alias";
import { Mocks, runWithMocks } from "../../support/mocks";

const zone = { id: "Z0123", name: "example.com" };
const target = { dnsName: "edge-1.us-east-1.elb.amazonaws.com", dnsZoneId: "Z35SXDOTRQ7X7K" };
const alias = { name: target.dnsName, zoneId: target.dnsZoneId, evaluateTargetHealth: true };

async function made(change: Partial<AliasRecordArgs> = {}) {
  const mocks = new Mocks();
  await runWithMocks(mocks, () => {
    new AliasRecord("edge", { host: "shop.example.com", zone, target, ...change });
  });
  return mocks.registered.filter(({ type }) => type.startsWith("aws:"));
}

describe("AliasRecord", () => {
  const type = "aws:route53/record:Record";
  const inputs = { zoneId: "Z0123", name: "shop.example.com", type: "A", aliases: [alias] };

  it("registers one alias that follows the load balancer's health", async () => {
    expect(await made()).toEqual([{ type, name: "edge", inputs }]);
  });

  it("registers another one for IPv6, where that is asked for", async () => {
    expect(await made({ ipv6: true, evaluateTargetHealth: false })).toEqual([
      { type, name: "edge", inputs: { ...inputs, aliases: [{ ...alias, evaluateTargetHealth: false }] } },
      {
        type,
        name: "edge-ipv6",
        inputs: { ...inputs, type: "AAAA", aliases: [{ ...alias, evaluateTargetHealth: false }] },
      },
    ]);
  });

  it("registers a plain record of an address, which a failover pair has", async () => {
    const { aliases: _, ...plain } = inputs;
    expect(await made({ target: undefined, address: "10.42.143.254" })).toEqual([
      { type, name: "edge", inputs: { ...plain, records: ["10.42.143.254"], ttl: 60 } },
    ]);
  });

  it.each([
    [
      { target: undefined },
      "exactly one of target (a load balancer) and address (an IPv4 address) is needed",
    ],
    [{ address: "10.42.143.254" }, "exactly one of target"],
    [{ target: undefined, address: "10.42.143.254", ipv6: true }, "ipv6: is set, and so is address"],
  ])("fails when it is told to lead nowhere, to both or to no AAAA record: %j", async (change, text) => {
    await expect(made(change)).rejects.toThrow(text);
  });

  it("fails for a name that is not in the zone, before anything is registered", async () => {
    const mocks = new Mocks();
    const run = runWithMocks(mocks, () => ({
      made: new AliasRecord("edge", { host: "shop.example.org", zone, target }),
    }));
    await expect(run).rejects.toThrow(
      'AliasRecord edge:\n  host: got "shop.example.org", which is not in the hosted zone example.com',
    );
    expect(mocks.registered).toEqual([]);
  });
});

it.each([
  ["example.com", "example.com", true],
  ["a.example.com", "example.com.", true],
  ["a.b.example.com", "Example.COM", true],
  ["badexample.com", "example.com", false],
  ["example.com", "a.example.com", false],
])("%s in the zone %s: %s", (host, zoneName, isIn) => {
  expect(checkAlias(host, zoneName).length === 0).toBe(isIn);
});
