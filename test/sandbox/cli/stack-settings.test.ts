import { packAddress, planDemoVersion, productOf } from "../../../sandbox/cli/product";
import { planSettings } from "../../../sandbox/cli/stack-settings";

const config = {
  "wso2:version": "4.3.0",
  "wso2:vpcCidr": "10.41.0.0/16",
  "wso2:pack": "https://repo/{name}.zip",
};

describe("what the sandbox reads of a stack", () => {
  it("is the stack file's", () => {
    expect(planSettings(config, {})).toEqual({ version: "4.3.0", vpcCidr: "10.41.0.0/16" });
  });

  it("is what was set over it, and only then the user's own zip", () => {
    const overrides = { "wso2:version": "4.4.0", "wso2:pack": "file:///own.zip", "wso2:vpcId": "vpc-1" };
    expect(planSettings(config, overrides)).toEqual({
      version: "4.4.0",
      ownPack: "file:///own.zip",
      vpcCidr: "10.41.0.0/16",
      vpcId: "vpc-1",
    });
  });
});

describe("products", () => {
  it.each([
    ["4.4.0", "wso2mi"],
    ["6.6.0", "wso2ei"],
    ["5.0.0", undefined],
    [undefined, undefined],
  ])("of version %s", (version, product) => {
    expect(productOf(version)).toBe(product);
  });

  it.each([
    ["4.3.0", "4.4.0"],
    ["4.4.0", "4.3.0"],
    ["4.2.0", "4.4.0"],
    ["6.6.0", "6.5.0"],
    ["6.5.0", "6.6.0"],
  ])("roll from %s to %s in a demonstration", (now, to) => {
    expect(planDemoVersion(now)).toBe(to);
  });

  it("fails to choose a version of an unknown product", () => {
    expect(() => planDemoVersion("5.0.0")).toThrow(
      "wso2:version is 5.0.0; give the version to roll to: --to <version>",
    );
  });

  it("leave the zip's name to the stack's program", () => {
    expect(packAddress()).toMatch(/^file:\/\/\/.+\/packs\/\{name\}-\{version\}\.zip$/);
  });
});
