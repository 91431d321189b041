import {
  apiManagerPorts,
  checkApiManager,
  checkContent,
  checkIdentityServer,
  type IdentityServerSettings,
  type Problem,
  type Product,
  planApiManager,
  planIdentityServer,
  type TomlTable,
} from "../components";
import { type ApiManagerSettings, planHosts } from "./api-manager-settings";
import { checkBackupSetting, checkContentSetting, planContentSetting } from "./content-settings";

/** The port of API Manager's gateway that takes API calls, TLS. */
export const gatewayPort = apiManagerPorts.gatewayHttps;

/** What both products are. */
export interface PlatformProducts {
  readonly apiManager: Product;
  readonly identity: Product;
}

/** Names in the nodes' certificates. */
export const serviceNames = { apiManager: "api-manager.internal", identity: "identity.internal" };

/** What a front that has paths of its own makes of API Manager's addresses. */
export interface PlatformAddresses {
  /** @default `/devportal` of `host` */
  readonly devportalUrl?: string;
}

/** Both products as they are configured. */
export function planProducts(
  settings: ApiManagerSettings,
  addresses: PlatformAddresses = {},
): PlatformProducts {
  const { version, identityVersion } = settings;
  const own = { ...apiManagerOf(settings), ...addresses };
  return {
    apiManager: planApiManager(version, own, tablesOf(settings.deploymentToml)),
    identity: planIdentityServer(
      identityVersion,
      identityOf(settings),
      tablesOf(settings.identityDeploymentToml),
    ),
  };
}

const known = {
  version: {
    pattern: /^4\.[3-6]\.\d+([.-][0-9A-Za-z]+)*$/,
    meaning: "4.3.x to 4.6.x are known, those that go with Identity Server 7",
  },
  identityVersion: { pattern: /^7\.[01]\.\d+([.-][0-9A-Za-z]+)*$/, meaning: "7.0.x and 7.1.x are known" },
};

/** What is wrong with versions, settings and tables of both products, by the keys that the user wrote. */
export function checkProducts(settings: ApiManagerSettings): Problem[] {
  const { version, identityVersion, nodeCount, identityNodeCount } = settings;
  const problems = (["version", "identityVersion"] as const)
    .filter((key) => !known[key].pattern.test(settings[key]))
    .map((key) => ({
      propertyPath: key as string,
      reason: `got ${JSON.stringify(settings[key])}; ${known[key].meaning}`,
    }));
  const isKnown = (key: string) => !problems.some(({ propertyPath }) => propertyPath === key);
  const tables = tablesOf(settings.deploymentToml);
  const identityTables = tablesOf(settings.identityDeploymentToml);
  return [
    ...problems,
    ...(settings.pack === undefined ? [version, identityVersion].flatMap(checkPublished) : []),
    ...(isKnown("version") ? checkApiManager(version, apiManagerOf(settings), tables, nodeCount) : []),
    ...(isKnown("identityVersion")
      ? checkIdentityServer(identityVersion, identityOf(settings), identityTables, identityNodeCount)
      : []
    ).map(asIdentity),
    ...(isKnown("version") ? checkCommon(settings, "contentSync") : []),
    ...(isKnown("identityVersion") ? checkCommon(settings, "identityContentSync") : []),
    ...checkBackupSetting(settings),
  ].map(({ propertyPath, reason }) => ({ propertyPath: keys[propertyPath] ?? propertyPath, reason }));
}

/** An update level, as in 4.5.0.20, is in nobody's downloads. */
function checkPublished(version: string): Problem[] {
  if (!/^\d+\.\d+\.\d+[.-]/.test(version)) return [];
  const reason = `is needed for version ${version}: WSO2 publishes releases alone, and an updated distribution is yours to keep`;
  return [{ propertyPath: "pack", reason }];
}

/** What is wrong with the folders that nodes have in common. The rest must be right for a product to be planned. */
function checkCommon(settings: ApiManagerSettings, key: "contentSync" | "identityContentSync"): Problem[] {
  const content = settings[key];
  if (!content) return [];
  if (settings.strategy === "blue-green") {
    const reason =
      "goes with the strategies auto, in-place and replace: under blue-green a new set of nodes would begin without the content of the one before";
    return [{ propertyPath: key, reason }];
  }
  const [product, prefix, count] =
    key === "contentSync"
      ? ([planProducts(settings).apiManager, "apim", settings.nodeCount] as const)
      : ([planProducts(settings).identity, "is", settings.identityNodeCount] as const);
  const nodes = Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
  const problems = checkContentSetting(key, content);
  // Of the file system that the stack will make.
  const known = planContentSetting(content, { server: "efs", efs: true });
  const of =
    content.by === "nfs" && content.server === undefined ? { ...known, share: { server: "needed" } } : known;
  return [
    ...problems,
    ...checkContent(product, of, nodes).map(({ propertyPath, reason }) => ({
      propertyPath: `${key}.${propertyPath.replace("share.", "")}`,
      reason,
    })),
  ];
}

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
  const databasesOfWorkload = settings.database !== undefined;
  const { portals, gateway } = planHosts(settings);
  return {
    hostname: portals,
    gatewayHostname: gateway,
    adminUsername,
    databases,
    apart,
    databasesOfWorkload,
  };
}

/** Its health page, and what a key manager of API Manager needs, are of the product. */
function identityOf(settings: ApiManagerSettings): IdentityServerSettings {
  const { adminUsername, identityDatabases: databases, apart } = settings;
  const { portals, identity } = planHosts(settings);
  return {
    hostname: identity,
    adminUsername,
    databases,
    apart,
    databasesOfWorkload: settings.database !== undefined,
    keyManagerOf: { apiManagerUrl: `https://${portals}` },
  };
}
