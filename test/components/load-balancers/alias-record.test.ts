import { AliasRecord } from "../../../components";
import { checkAlias } from "../../../components/load-balancers/plan-alias";
import { Mocks, runWithMocks } from "../../support/mocks";

const zone = { id: "Z0123", name: "example.com" };
const target = { dnsName: "edge-1.us-east-1.elb.amazonaws.com", dnsZoneId: "Z35SXDOTRQ7X7K" };
const alias = { name: target.dnsName, zoneId: target.dnsZoneId, evaluateTargetHealth: true };

async function made(change: { host?: string; ipv6?: boolean; evaluateTargetHealth?: boolean } = {}) {
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
