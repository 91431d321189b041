import { planProducts } from "../../stacks/api-manager-products";
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
