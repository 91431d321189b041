import { planProducts } from "../../stacks/api-manager-products";
import { readSsoSettings } from "../../stacks/read-sso-settings";
import { planSilence } from "../../stacks/sso-front";
import { platformOf } from "../../stacks/sso-settings";
import { planAddresses, planSiteProducts } from "../../stacks/sso-site";
import { pairs } from "../support/api-manager-settings";
import { reasonOf, ssoSettings } from "../support/sso-settings";

const planned = (change: object) => {
  const settings = readSsoSettings(pairs({ ...ssoSettings, ...change }));
  return planSiteProducts(settings, planProducts(platformOf(settings)));
};

describe("the configuration of system sso", () => {
  it("is read with what holds where nothing is said", () => {
    const { mappings: _, identityMappings: __, backend: ___, apacheCount: ____, ...few } = ssoSettings;
    expect(readSsoSettings(pairs(few))).toMatchObject({
      ...{ mappings: [], identityMappings: [], backend: "PRD_wso2sso", apacheCount: 2 },
    });
  });

  it("has the portals' address of the site, by the path that leads there", () => {
    expect(planAddresses(ssoSettings)).toEqual({ devportalUrl: "https://sso.example.com/apim-devportal" });
    const mappings = [{ from: "/devportal", to: "/devportal" }];
    expect(planAddresses({ ...ssoSettings, mappings })).toEqual({
      devportalUrl: "https://sso.example.com/devportal",
    });
  });

  it("puts a path of the operator's in the place of the one with the same beginning or the same end", () => {
    const { apiManager, identity } = planned({
      mappings: [
        { from: "/publisher", to: "/publisher" },
        { from: "/pets", to: "/pets/1.0", port: "gateway", cors: true },
      ],
      identityMappings: [{ from: "/is-console", to: "/own-console" }],
    });
    const paths = (of: { mappings: readonly { from: string; to: string }[] }) =>
      of.mappings.map(({ from, to }) => `${from} ${to}`);
    expect(paths(apiManager)).toEqual(
      expect.arrayContaining(["/publisher /publisher", "/pets /pets/1.0", "/apim-devportal /devportal"]),
    );
    expect(paths(apiManager)).not.toContain("/apim-publisher /publisher");
    expect(paths(identity)).toContain("/is-console /own-console");
    expect(paths(identity)).not.toContain("/is-console /console");
  });

  it("lets Apache wait for as long as HAProxy does for its slowest path", () => {
    expect(planSilence(ssoSettings)).toBe(300);
    expect(planSilence({ ...ssoSettings, timeLimits: { trafficSec: 30 } })).toBe(30);
    expect(planSilence({ ...ssoSettings, timeLimits: { paths: { "/apim-api": 900 } } })).toBe(900);
  });

  it("asks httpd for whole seconds", () => {
    expect(planned({ checkIntervalSec: 0.4 }).apiManager.check.intervalSec).toBe(1);
    expect(planned({ checkIntervalSec: 2.6 }).identity.check.intervalSec).toBe(3);
  });

  it.each([
    [{ version: "4.7.0" }, /wso2:version: got "4\.7\.0"/],
    [{ gatewayHost: "gateway.example.com" }, /wso2:gatewayHost: is not a key of this project/],
    [{ strategy: "blue-green" }, /wso2:strategy: got blue-green; Apache knows each node by its name/],
    [{ apacheCount: 0 }, /wso2:apacheCount: got 0/],
    [{ minHealthy: 3 }, /wso2:batch: batch 1 takes 1 of 2 nodes, and 3 must stay/],
    [{ apart: false }, /wso2:databases: is needed by 2 nodes[\s\S]*wso2:identityDatabases: is needed/],
    [
      { mappings: [{ from: "/pets/", to: "/pets" }] },
      /wso2:mappings\[0\]\.from: got "?\/pets\/"?; a path such as/,
    ],
    [
      {
        identityMappings: [
          { from: "/a", to: "/b" },
          { from: "/apim-token", to: "/c" },
        ],
      },
      /wso2:identityMappings\[1\]\.from: got \/apim-token, which leads to products\.apim/,
    ],
    [{ mappings: [{ from: "/pets", to: "/pets", port: "admin" }] }, /wso2:mappings\.0\.port/],
    [{ mappings: [{ from: "/oauth2/x", to: "/y" }] }, /wso2:mappings\[0\]\.from: got \/oauth2\/x/],
  ])("fails for %j", (change, reason) => {
    expect(reasonOf(change)).toMatch(reason);
  });
});
