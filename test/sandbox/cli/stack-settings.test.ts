import { planDemoVersion, planLoadUrl, productOf } from "../../../sandbox/cli/product";
import { planSettings } from "../../../sandbox/cli/stack-settings";

const config = {
  "wso2:version": "4.3.0",
  "wso2:vpcCidr": "10.41.0.0/16",
  "wso2:pack": "https://repo/{name}.zip",
};

describe("what the sandbox reads of a stack", () => {
  it("is the stack file's", () => {
    expect(planSettings(config, {})).toEqual({
      images: [],
      version: "4.3.0",
      vpcCidr: "10.41.0.0/16",
    });
  });

  it("is what was set over it, and only then the user's own zip", () => {
    const overrides = { "wso2:version": "4.4.0", "wso2:pack": "file:///own.zip", "wso2:vpcId": "vpc-1" };
    expect(planSettings(config, overrides)).toEqual({
      images: [],
      version: "4.4.0",
      ownPack: "file:///own.zip",
      vpcCidr: "10.41.0.0/16",
      vpcId: "vpc-1",
    });
  });
});

it("has the images of both kinds of machines", () => {
  const images = { "wso2:ami": "debian-13-amd64-20251117-2299", "wso2:haproxyAmi": "ami-0123" };
  expect(planSettings(config, images).images).toEqual(["debian-13-amd64-20251117-2299", "ami-0123"]);
});

describe("products", () => {
  it.each([
    [{ version: "4.4.0" }, "packs/{name}-{version}.zip"],
    [{ system: "integrator", version: "6.6.0" }, "packs/{name}-{version}.zip"],
    [{ system: "app-server", version: "4.10.2" }, "/{name}-{version}.zip"],
    [{ system: "app-server", version: "5.1.0", front: "wso2-elb" }, "packs/{name}-{version}.zip"],
  ])("of %j leave the zip's name to the stack's program", (wanted, ending) => {
    expect(productOf(wanted)?.address).toMatch(/^file:\/\/\//);
    expect(productOf(wanted)?.address.endsWith(ending)).toBe(true);
  });

  it.each([{ version: "5.0.0" }, {}])("are none for %j", (wanted) => {
    expect(productOf(wanted)).toBeUndefined();
  });

  it.each([
    [{ version: "4.4.0" }, "4.5.0"],
    [{ version: "4.5.0" }, "4.4.0"],
    [{ version: "4.3.0" }, "4.5.0"],
    [{ version: "6.6.0" }, "6.5.0"],
    [{ version: "6.5.0" }, "6.6.0"],
    [{ system: "app-server", version: "4.10.2" }, "4.10.32"],
  ])("roll from %j to %s in a demonstration", (now, to) => {
    expect(planDemoVersion(now)).toBe(to);
  });

  it("fails to choose a version of an unknown product", () => {
    expect(() => planDemoVersion({ version: "5.0.0" })).toThrow(
      "wso2:version is 5.0.0; give the version to roll to: --to <version>",
    );
  });

  it("answer a load at a path of their own", () => {
    expect(planLoadUrl("https://elb", { system: "app-server", version: "4.10.2" })).toBe(
      "https://elb/wso2/load",
    );
    expect(planLoadUrl("https://elb", { version: "4.3.0" })).toBe("https://elb/");
  });
});
