import { findZone } from "../../stacks/find-zone";
import { Mocks, runWithMocks } from "../support/mocks";

const token = "aws:route53/getZone:getZone";

describe("wso2:dnsZone", () => {
  it.each([
    ["Z0123ABC", { zoneId: "Z0123ABC" }],
    ["example.com", { name: "example.com" }],
  ])("%s is looked up", async (dnsZone, inputs) => {
    const mocks = new Mocks({ [token]: { zoneId: "Z0123ABC", name: "example.com" } });
    const zone = await runWithMocks(mocks, () => findZone(dnsZone, "shop.example.com"));
    expect(zone).toEqual({ id: "Z0123ABC", name: "example.com" });
    expect(mocks.called).toEqual([{ token, inputs }]);
  });

  it("fails with the key and AWS's words for a zone that is not there", async () => {
    const run = runWithMocks(new Mocks(), () => findZone("example.org", "shop.example.org"));
    await expect(run).rejects.toThrow(
      /dnsZone: got "example\.org"; the id of .* AWS says: .*unlisted lookup/,
    );
  });

  it("fails for a host that is not in it", async () => {
    const mocks = new Mocks({ [token]: { zoneId: "Z0123ABC", name: "example.com" } });
    const run = runWithMocks(mocks, () => findZone("example.com", "shop.example.org"));
    await expect(run).rejects.toThrow(
      'host: got "shop.example.org", which is not in the hosted zone example.com',
    );
  });
});
