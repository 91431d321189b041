import type { Product } from "./product";

/** What a product keeps in files that its other nodes need. */
export type CommonFolders = Pick<Product, "commonFolders" | "notCommon" | "needsNoContent">;

const userStores = "repository/deployment/server/userstores";
const tenants = "repository/tenants";

/** User stores that are added while it runs, and what tenants deploy. Source: deployment guide of WSO2 IS. */
export const identityServerFolders: CommonFolders = { commonFolders: [userStores, tenants] };

const fromDatabase =
  "from 4.0 on each gateway fetches what is deployed from the database, and follows the event hub";

/**
 * Up to 3.2 a gateway's APIs and a traffic manager's policies are files, too. The rest of `repository/deployment/server`,
 * which the page for 3.0 has common as a whole, are web applications of one version: nodes of two versions, as in a
 * roll, must not have them in common. Source: WSO2's deployment patterns of 3.2, and of 4.0 and later.
 */
export function apiManagerFolders(hasEventHub: boolean): CommonFolders {
  const server = "repository/deployment/server";
  const files = [`${server}/synapse-configs`, `${server}/executionplans`];
  const applications = ["webapps", "jaggeryapps", "axis2services", "axis2modules"].map((each) => [
    `${server}/${each}`,
    "it holds the product's own applications, of one version",
  ]);
  return {
    commonFolders: [userStores, ...(hasEventHub ? [] : files), tenants],
    notCommon: Object.fromEntries([
      ...applications,
      ...(hasEventHub ? files.map((each) => [each, fromDatabase]) : []),
    ]),
  };
}

/** Its applications are part of what is deployed to each node. */
export const microIntegratorFolders: CommonFolders = {
  needsNoContent:
    "what a Micro Integrator runs is deployed to each node, with its version or as a Carbon application",
};
