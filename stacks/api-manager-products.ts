import {
  type ApiManagerProfile,
  apiManagerPorts,
  type IdentityServerSettings,
  type Product,
  planApiManager,
  planIdentityServer,
  type TomlTable,
} from "../components";
import { type ApiManagerSettings, planHosts } from "./api-manager-settings";
import { isDistributed, type OfEach, ofEach, type PlatformPart, settingsOf } from "./platform-parts";

/** The port of API Manager's gateway that takes API calls, TLS. */
export const gatewayPort = apiManagerPorts.gatewayHttps;

/** What each part of a platform runs. */
export type PlatformProducts = OfEach<Product>;

/** Names in the nodes' certificates; those of API Manager have one, whatever part of it they are. */
export const serviceNames = { apiManager: "api-manager.internal", identity: "identity.internal" };

/** What a front that has paths of its own makes of API Manager's addresses. */
export interface PlatformAddresses {
  /** @default `/devportal` of `host` */
  readonly devportalUrl?: string;
}

/** Every product as it is configured. */
export function planProducts(
  settings: ApiManagerSettings,
  addresses: PlatformAddresses = {},
): PlatformProducts {
  return ofEach(settings, (part) => {
    const { version, deploymentToml } = settingsOf(settings, part);
    return part === "identity"
      ? planIdentityServer(version, identityOf(settings), tablesOf(deploymentToml))
      : planApiManager(version, { ...apiManagerOf(settings, part), ...addresses }, tablesOf(deploymentToml));
  });
}

export const tablesOf = (toml: ApiManagerSettings["deploymentToml"]) => (toml ?? {}) as TomlTable;

const profiles: Readonly<Record<Exclude<PlatformPart, "identity">, ApiManagerProfile>> = {
  apiManager: "control-plane",
  trafficManager: "traffic-manager",
  gateway: "gateway",
};

/** What an operator's keys say of one part of API Manager. Addresses of other parts' nodes its workload tells. */
export function apiManagerOf(
  settings: ApiManagerSettings,
  part: Exclude<PlatformPart, "identity">,
): Parameters<typeof planApiManager>[1] {
  const { adminUsername, databases, apart } = settings;
  const databasesOfWorkload = settings.database !== undefined;
  const { portals, gateway } = planHosts(settings);
  const whole = {
    hostname: portals,
    gatewayHostname: gateway,
    adminUsername,
    databases,
    apart,
    databasesOfWorkload,
  };
  if (!isDistributed(settings)) return whole;
  const profile = profiles[part];
  return {
    ...{ ...whole, profile, peers: { controlPlaneHostname: portals } },
    ...(profile === "gateway" ? { hostname: gateway } : {}),
  };
}

/** Its health page, and what a key manager of API Manager needs, are of the product. */
export function identityOf(settings: ApiManagerSettings): IdentityServerSettings {
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
