import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planApiManager } from "../../../components/nodes/api-manager/plan-api-manager";
import { planIdentityServer } from "../../../components/nodes/identity-server/plan-identity-server";
import { planIntegrator } from "../../../components/nodes/integrator/plan-integrator";
import { describeUnnamed } from "../../../components/nodes/own-name";
import { makeRoot } from "../apache/site-certificates";

const settings = { hostname: "sso.example.com" };
const products = [
  ["API Manager", planApiManager("4.5.0", settings), /wso2am.* app\.origin\.host/],
  ["Identity Server", planIdentityServer("7.1.0", settings), /wso2is.* server\.internal_hostname/],
  ["Micro Integrator", planIntegrator("4.4.0"), undefined],
] as const;

describe("a certificate that was given for all nodes", () => {
  const folder = mkdtempSync(join(tmpdir(), "own-name-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(products)(
    "should have the name by which pages of the product call it: %s",
    async (_, product, wanted) => {
      const root = await makeRoot(folder, product.name);
      const [plain, named] = [
        await root.leaf("sso.example.com"),
        await root.leaf("also.example.com", "localhost"),
      ];
      const said = describeUnnamed(product, plain.cert);
      expect(said).toEqual(wanted === undefined ? undefined : expect.stringMatching(wanted));
      expect(describeUnnamed(product, named.cert)).toBeUndefined();
    },
  );
});
