import {
  type CarbonSettings,
  checkCarbon,
  type Problem,
  type Product,
  planCarbon,
  type TomlTable,
} from "../components";
import { type ApiManagerSettings, planHosts } from "./api-manager-settings";

/** Ports of API Manager's gateway: API calls by TLS, and without. */
export const gatewayPort = 8243;
const gatewayPlainPort = 8280;
/** What the nodes of API Manager have open for each other: the broker, and the receivers of throttling events. */
const peerPorts = [5672, 9611, 9711];

/** What both products are. */
export interface PlatformProducts {
  readonly apiManager: Product;
  readonly identity: Product;
}

/** Names in the nodes' certificates. */
export const serviceNames = { apiManager: "api-manager.internal", identity: "identity.internal" };

/** Versions by the line of their kernel (the `pom.xml` of each release). */
const kernels = { apiManager: "4.9.0", identity: "4.10.0" };
const versions = {
  apiManager: { pattern: /^4\.[3-6]\.\d+$/, known: "4.3.x to 4.6.x" },
  identity: { pattern: /^7\.[01]\.\d+$/, known: "7.0.x and 7.1.x" },
};

/** Both products as they are configured. */
export function planProducts(settings: ApiManagerSettings): PlatformProducts {
  const { version, identityVersion } = settings;
  return {
    apiManager: {
      ...planCarbon(kernels.apiManager, ...carbonOf(settings, "apiManager")),
      ...named("wso2am", version, "api-manager"),
      script: "bin/api-manager.sh",
      publishedAt: `https://github.com/wso2/product-apim/releases/download/v${version}/wso2am-${version}.zip`,
      otherPorts: [9763, gatewayPort, gatewayPlainPort, ...peerPorts],
      peerPorts,
      // 200 once all APIs are deployed; open to everybody from 4.3 on.
      readiness: (host) => page(host, "/api/am/gateway/v2/server-startup-healthcheck"),
    },
    identity: {
      ...planCarbon(kernels.identity, ...carbonOf(settings, "identity")),
      ...named("wso2is", identityVersion, "identity-server"),
      publishedAt: `https://github.com/wso2/product-is/releases/download/v${identityVersion}/wso2is-${identityVersion}.zip`,
      otherPorts: [9763],
      readiness: (host) => page(host, "/api/health-check/v1.0/health"),
    },
  };
}

/** What is wrong with versions, settings and tables of both products, by the keys that the user wrote. */
export function checkProducts(settings: ApiManagerSettings): Problem[] {
  return (["apiManager", "identity"] as const).flatMap((product) => {
    const { pattern, known } = versions[product];
    const versionKey = product === "apiManager" ? "version" : "identityVersion";
    const version = settings[versionKey];
    const wrong = pattern.test(version)
      ? []
      : [
          {
            propertyPath: versionKey,
            reason: `got ${JSON.stringify(version)}; those that are known are ${known}`,
          },
        ];
    const found = checkCarbon(kernels[product], ...carbonOf(settings, product));
    return [...wrong, ...found.map((problem) => ({ ...problem, propertyPath: keyOf(product, problem) }))];
  });
}

/** A problem of the server's settings is one of the key that gave them. */
function keyOf(product: keyof PlatformProducts, { propertyPath }: Problem): string {
  const ofIdentity = product === "identity";
  if (propertyPath === "hostname") return ofIdentity ? "identityHost" : "host";
  const own = /^(databases|deploymentToml)\b/.test(propertyPath);
  return ofIdentity && own
    ? `identity${propertyPath.replace(/^./, (first) => first.toUpperCase())}`
    : propertyPath;
}

function carbonOf(
  settings: ApiManagerSettings,
  product: keyof PlatformProducts,
): [settings: CarbonSettings, extra: TomlTable] {
  const { adminUsername, databases, identityDatabases, deploymentToml, identityDeploymentToml } = settings;
  const hosts = planHosts(settings);
  if (product === "apiManager") {
    const gateway = {
      transport: { passthru_https: { listener: { parameters: { HttpsProtocols: "TLSv1.2,TLSv1.3" } } } },
    };
    const extra = (deploymentToml ?? {}) as TomlTable;
    return [
      { hostname: hosts.portals, adminUsername, databases },
      { ...gateway, ...extra },
    ];
  }
  const extra = (identityDeploymentToml ?? {}) as TomlTable;
  return [
    { hostname: hosts.identity, adminUsername, databases: identityDatabases },
    // Its health page is off as it is shipped.
    { carbon_health_check: { enable: true }, ...extra },
  ];
}

function named(name: string, version: string, service: string) {
  return { name, version, folder: `${name}-${version}`, service };
}

function page(host: string, path: string) {
  return { scheme: "https" as const, port: 9443, path, host, expectStatus: 200 };
}
