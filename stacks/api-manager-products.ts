import {
  apiManagerPorts,
  type CarbonSettings,
  checkApiManager,
  checkCarbon,
  type Problem,
  type Product,
  planApiManager,
  planCarbon,
  type TomlTable,
} from "../components";
import { type ApiManagerSettings, planHosts } from "./api-manager-settings";

/** The port of API Manager's gateway that takes API calls, TLS. */
export const gatewayPort = apiManagerPorts.gatewayHttps;

/** What both products are. */
export interface PlatformProducts {
  readonly apiManager: Product;
  readonly identity: Product;
}

/** Names in the nodes' certificates. */
export const serviceNames = { apiManager: "api-manager.internal", identity: "identity.internal" };

/** Both products as they are configured. */
export function planProducts(settings: ApiManagerSettings): PlatformProducts {
  const { version, identityVersion } = settings;
  return {
    apiManager: planApiManager(version, apiManagerOf(settings), tablesOf(settings.deploymentToml)),
    identity: {
      ...planCarbon(identityKernel, identityOf(settings), identityTables(settings)),
      ...{ name: "wso2is", version: identityVersion, folder: `wso2is-${identityVersion}` },
      service: "identity-server",
      publishedAt: `https://github.com/wso2/product-is/releases/download/v${identityVersion}/wso2is-${identityVersion}.zip`,
      readiness: (host) => ({
        ...{ scheme: "https", port: 9443, path: "/api/health-check/v1.0/health", host, expectStatus: 200 },
      }),
    },
  };
}

/** The line of Identity Server 7.0 and 7.1 (the `pom.xml` of each release). */
const identityKernel = "4.10.0";
const known = {
  version: {
    pattern: /^4\.[3-6]\.\d+$/,
    meaning: "4.3.x to 4.6.x are known, those that go with Identity Server 7",
  },
  identityVersion: { pattern: /^7\.[01]\.\d+$/, meaning: "7.0.x and 7.1.x are known" },
};

/** What is wrong with versions, settings and tables of both products, by the keys that the user wrote. */
export function checkProducts(settings: ApiManagerSettings): Problem[] {
  const { version, identityVersion, nodeCount, identityNodeCount, apart, identityDatabases } = settings;
  const problems = (["version", "identityVersion"] as const)
    .filter((key) => !known[key].pattern.test(settings[key]))
    .map((key) => ({
      propertyPath: key as string,
      reason: `got ${JSON.stringify(settings[key])}; ${known[key].meaning}`,
    }));
  const isUnshared = identityDatabases === undefined && identityNodeCount > 1 && !apart;
  const tables = tablesOf(settings.deploymentToml);
  return [
    ...problems,
    ...(problems.some(({ propertyPath }) => propertyPath === "version")
      ? []
      : checkApiManager(version, apiManagerOf(settings), tables, nodeCount)),
    ...checkCarbon(identityKernel, identityOf(settings), identityTables(settings)).map(asIdentity),
    ...(isUnshared ? [{ propertyPath: "identityDatabases", reason: unshared(identityVersion) }] : []),
  ].map(({ propertyPath, reason }) => ({ propertyPath: keys[propertyPath] ?? propertyPath, reason }));
}

const unshared = (version: string) =>
  `is needed by several nodes of Identity Server ${version}: without shared databases a login on one is not known to the others; set identity_db and shared_db, or apart for a rehearsal`;

/** Settings whose keys have another name in the configuration. */
const keys: Readonly<Record<string, string>> = {
  hostname: "host",
  gatewayHostname: "gatewayHost",
  nodes: "nodeCount",
};

/** A problem of the server's settings is one of the key that gave them. */
function asIdentity({ propertyPath, reason }: Problem): Problem {
  if (propertyPath === "hostname") return { propertyPath: "identityHost", reason };
  const own = /^(databases|deploymentToml)\b/.test(propertyPath);
  const path = own ? `identity${propertyPath.replace(/^./, (letter) => letter.toUpperCase())}` : propertyPath;
  return { propertyPath: path, reason };
}

const tablesOf = (toml: ApiManagerSettings["deploymentToml"]) => (toml ?? {}) as TomlTable;

function apiManagerOf(settings: ApiManagerSettings): Parameters<typeof planApiManager>[1] {
  const { adminUsername, databases, apart } = settings;
  const { portals, gateway } = planHosts(settings);
  return { hostname: portals, gatewayHostname: gateway, adminUsername, databases, apart };
}

function identityOf(settings: ApiManagerSettings): CarbonSettings {
  const { adminUsername, identityDatabases } = settings;
  const databases = identityDatabases && { ...identityDatabases };
  return { hostname: planHosts(settings).identity, adminUsername, databases };
}

/**
 * What a key manager of API Manager needs (API-M's documentation, "Configure WSO2 Identity Server 7.x as a Key
 * Manager"), and the health page, which is off as it is shipped.
 */
function identityTables({ identityDeploymentToml }: ApiManagerSettings): TomlTable {
  return {
    carbon_health_check: { enable: true },
    oauth: { authorize_all_scopes: true },
    resource: {
      access_control: [
        {
          ...{ context: "(.*)/scim2/Me", secure: true, http_method: "GET", cross_tenant: true },
          ...{ permissions: [], scopes: [] },
        },
      ],
    },
    ...tablesOf(identityDeploymentToml),
  };
}
