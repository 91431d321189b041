import { planProducts } from "../../stacks/api-manager-products";
import { packDigest } from "../../stacks/pack-settings";
import { reasonOf, apiManagerSettings as settings } from "../support/api-manager-settings";

describe("the configuration of system api-manager", () => {
  it("is read with what holds where nothing is said", () => {
    expect(reasonOf({})).toBe("");
  });

  it("takes an updated distribution of a release, which the operator keeps, as a version of its own", () => {
    const pack = "file:///packs/{name}-{version}.zip";
    const levels = { version: "4.5.0.20", identityVersion: "7.1.0-u3" };
    expect(reasonOf({ ...levels, pack })).toBe("");
    const { apiManager, identity } = planProducts({ ...settings, ...levels });
    expect([apiManager.folder, identity.folder]).toEqual(["wso2am-4.5.0.20", "wso2is-7.1.0-u3"]);
    expect([apiManager.script, apiManager.newestJava]).toEqual(["bin/api-manager.sh", 21]);
    const reason = reasonOf({ ...levels, pack: undefined });
    expect(reason).toMatch(/wso2:pack: is needed for version 4\.5\.0\.20: WSO2 publishes releases alone/);
    expect(reason).toMatch(/wso2:pack: is needed for version 7\.1\.0-u3/);
  });

  it.each([
    [{ version: "4.5.0." }, /wso2:version: got "4\.5\.0\."; 4\.3\.x to 4\.6\.x are known/],
    [{ version: "4.7.0" }, /wso2:version: got "4\.7\.0"; 4\.3\.x to 4\.6\.x are known/],
    [{ identityVersion: "6.1.0" }, /wso2:identityVersion: got "6\.1\.0"; 7\.0\.x and 7\.1\.x are known/],
    [
      { gatewayHost: "api.example.com" },
      /wso2:gatewayHost or wso2:identityHost: got .* three names are needed/,
    ],
    [
      { identityDeploymentToml: { server: { offset: 1 } } },
      /wso2:identityDeploymentToml\.server\.offset: moves every port/,
    ],
    [{ deploymentToml: { server: { offset: 1 } } }, /wso2:deploymentToml\.server\.offset: moves every port/],
    [{ batch: 2 }, /wso2:/],
    [{ portOffset: 1 }, /wso2:portOffset: is not a key of this project/],
    [{ apart: false }, /wso2:databases: is needed by 2 nodes[\s\S]*wso2:identityDatabases: is needed/],
    [{ nodeCount: 3 }, /wso2:nodeCount: got 3/],
    [{ identityNodeCount: 0 }, /wso2:identityNodeCount: got 0/],
  ])("fails for %j", (change, reason) => {
    expect(reasonOf(change)).toMatch(reason);
  });
});

describe("the configuration of API Manager in parts", () => {
  const distributed = { deployment: "distributed", apart: true };
  const versions = ["4.3.0", "4.4.0", "4.5.0", "4.6.0"];

  it.each(versions)("is taken for %s, each part with the files of its release", (version) => {
    expect(reasonOf({ ...distributed, version })).toBe("");
    const { apiManager, trafficManager, gateway } = planProducts({
      ...settings,
      ...{ version, deployment: "distributed" },
    });
    const own = version >= "4.5";
    expect([apiManager, trafficManager, gateway].map((each) => [each?.name, each?.javaOpts])).toEqual(
      own
        ? [
            ["wso2am-acp", undefined],
            ["wso2am-tm", undefined],
            ["wso2am-universal-gw", undefined],
          ]
        : ["control-plane", "traffic-manager", "gateway-worker"].map((profile) => [
            "wso2am",
            `-Dprofile=${profile}`,
          ]),
    );
  });

  it("takes a digest for each distribution of a version", () => {
    const packSha256 = { "wso2am-tm-4.5.0": "b".repeat(64), "4.5.0": "a".repeat(64) };
    expect(packDigest({ packSha256 }, "4.5.0", "wso2am-tm")).toBe("b".repeat(64));
    expect(packDigest({ packSha256 }, "4.5.0", "wso2am-acp")).toBe("a".repeat(64));
    expect(packDigest({ packSha256: { "4.5.0": "a".repeat(64) } }, "4.5.0", "wso2am")).toBe("a".repeat(64));
  });

  it.each([
    [{ version: "4.2.0" }, /wso2:version: got "4\.2\.0"; 4\.3\.x to 4\.6\.x are known/],
    [{ deployment: "distribute" }, /wso2:deployment: got .*active-active/],
    [
      { deployment: "active-active", gateway: { nodeCount: 3 } },
      /wso2:gateway: is set, and wso2:deployment is active-active/,
    ],
    [
      { deployment: "active-active", gatewayApprovedRoll: "0123" },
      /wso2:gatewayApprovedRoll: is set, and wso2:deployment is active-active/,
    ],
    [{ approvedRoll: "0123" }, /wso2:approvedRoll: is set, but each part .* has its own rolls/],
    [{ strategy: "blue-green" }, /wso2:strategy: got blue-green; the parts know each other's nodes/],
    [
      { pack: "file:///packs/{version}.zip" },
      /wso2:pack: is one zip for all; 4\.5\.0 has a distribution for each/,
    ],
    [{ nodeCount: 3 }, /wso2:nodeCount: got 3; .*control planes and traffic managers/],
    [{ trafficManager: { nodeCount: 3 } }, /wso2:trafficManager\.nodeCount: got 3/],
    [{ gateway: { nodeCount: 1 }, minHealthy: 2 }, /wso2:/],
    [{ gateway: { javaOpts: '-Da="b"' } }, /wso2:gateway\.javaOpts: /],
    [
      { gateway: { deploymentToml: { server: { offset: 1 } } } },
      /wso2:gateway\.deploymentToml\.server\.offset: moves every port/,
    ],
    [{ apart: false }, /wso2:databases: is needed by 2 nodes/],
    [
      { contentSync: { writer: "apim1" } },
      /wso2:contentSync\.writer: got "apim1"; one of cp1, cp2 is needed/,
    ],
    [{ controlPlane: { version: "4.6.0" } }, /wso2:controlPlane/],
  ])("fails for %j", (change, reason) => {
    expect(reasonOf({ ...distributed, ...change })).toMatch(reason);
  });

  it.each([
    { gateway: { nodeCount: 9 } },
    { nodeCount: 3, controlPlane: { nodeCount: 2 }, trafficManager: { nodeCount: 1 } },
    { pack: "file:///packs/{name}-{version}.zip" },
    { version: "4.4.0", pack: "file:///packs/{version}.zip" },
    { gatewayApprovedRoll: "0123", contentSync: { writer: "cp2" } },
  ])("takes %j", (change) => {
    expect(reasonOf({ ...distributed, ...change })).toBe("");
  });
});
