import { checkContent } from "../../../components/content-sync/check-content";
import { planApiManager } from "../../../components/nodes/api-manager/plan-api-manager";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import { planEnterpriseIntegrator } from "../../../components/nodes/integrator/enterprise-integrator";
import { planMicroIntegrator } from "../../../components/nodes/integrator/micro-integrator";
import { settings } from "../nodes/api-manager/example";

const server = "repository/deployment/server";
const identity = planIdentityServer("7.1.0", { hostname: "id.example.com", apart: true });
const nodes = ["is1", "is2"];

describe("what a release has in common", () => {
  it.each([
    [
      "3.2.0",
      [`${server}/userstores`, `${server}/synapse-configs`, `${server}/executionplans`, "repository/tenants"],
    ],
    ["4.0.0", [`${server}/userstores`, "repository/tenants"]],
    ["4.6.0", [`${server}/userstores`, "repository/tenants"]],
  ])("is of API Manager %s", (version, folders) => {
    const product = planApiManager(version, settings);
    expect(product.commonFolders).toEqual(folders);
    expect(checkContent(product, {}, nodes)).toEqual([]);
  });

  it("is of Identity Server", () => {
    expect(identity.commonFolders).toEqual([`${server}/userstores`, "repository/tenants"]);
    expect(checkContent(identity, { writer: "is2", watch: "timer", maxLagSec: 60 }, nodes)).toEqual([]);
  });
});

describe("checkContent", () => {
  it("fails for a product that needs none, with why", () => {
    expect(checkContent(planMicroIntegrator("4.4.0"), { folders: ["x"] }, nodes)).toEqual([
      {
        propertyPath: "product",
        reason: expect.stringMatching(/^wso2mi 4\.4\.0 needs no content sync: .*; leave it out$/),
      },
    ]);
  });

  it.each([
    ["4.5.0", `${server}/synapse-configs`, /4\.0 on each gateway fetches what is deployed from the database/],
    ["4.5.0", `${server}/synapse-configs/default/api`, /4\.0 on/],
    ["4.5.0", server, /webapps: it holds the product's own applications, of one version/],
    ["3.2.0", server, /webapps/],
    ["3.2.0", "repository/database", /H2 databases of its own/],
    ["3.2.0", "repository", /repository\/conf: the roll writes it/],
    ["3.2.0", "solr/data", /index of its own/],
  ])("fails for API Manager %s's %s", (version, folder, why) => {
    const problems = checkContent(planApiManager(version, settings), { folders: [folder] }, nodes);
    expect(problems.map(({ propertyPath }) => propertyPath)).toContain("folders[0]");
    expect(problems.map(({ reason }) => reason).join("\n")).toMatch(why);
  });

  it("asks for folders where a product's are not known", () => {
    const product = planEnterpriseIntegrator("6.6.0");
    expect(checkContent(product, {}, nodes)).toMatchObject([{ propertyPath: "folders" }]);
    expect(checkContent(product, { folders: [`${server}/synapse-configs`] }, nodes)).toEqual([]);
  });

  it("takes an NFS server by name or address, and a path that it can export", () => {
    const of = (share: object) => checkContent(identity, { share: share as never }, nodes);
    for (const path of ["/", "/a", "/export/wso2", "/a/.b"])
      expect(of({ server: "10.0.0.9", path })).toEqual([]);
    for (const path of ["", "a", "/a/", "//", "/a//b", "/..", "/a/../b", "/./x", "/a b"]) {
      expect(of({ server: "nfs.example.com", path })).toMatchObject([{ propertyPath: "share.path" }]);
    }
    expect(of({ server: "a b" })).toMatchObject([{ propertyPath: "share.server" }]);
    const ofRsync = {
      writer: "is1",
      watch: "timer",
      port: 8731,
      share: { server: "fs", efs: true },
    } as const;
    expect(checkContent(identity, ofRsync, nodes).map(({ propertyPath }) => propertyPath)).toEqual([
      ...["writer", "watch", "port"],
    ]);
  });

  it("names everything that is wrong at once", () => {
    const settings = {
      ...{ writer: "is9", watch: "often" as never, intervalSec: 0, settleSec: 61, maxLagSec: 3, port: 22 },
      folders: ["repository/tenants", "repository/tenants/1", "../x", "/etc", "a b"],
    };
    expect(checkContent(identity, settings, nodes).map(({ propertyPath }) => propertyPath)).toEqual([
      ...["folders[1]", "folders[2]", "folders[3]", "folders[4]"],
      ...["writer", "watch", "intervalSec", "settleSec", "port", "maxLagSec"],
    ]);
  });
});
