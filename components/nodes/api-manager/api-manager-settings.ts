import type { CarbonSettings, SharedDatabase } from "../carbon/carbon-settings";

/**
 * What one server carries. `all-in-one` is everything; the others are the parts of a distributed deployment, up to
 * 4.4 profiles of one distribution, from 4.5 on distributions of their own.
 */
export type ApiManagerProfile = "all-in-one" | "control-plane" | "traffic-manager" | "gateway";

/**
 * The order in which the parts of a distributed deployment start, and in which a new version rolls through them:
 * traffic managers fetch policies of a control plane, gateways fetch APIs of it and connect to both brokers.
 */
export const apiManagerStartOrder: readonly ApiManagerProfile[] = [
  "control-plane",
  "traffic-manager",
  "gateway",
];

/** A gateway as the portals show it: where clients call APIs. */
export interface GatewayEnvironment {
  /** APIs are deployed to it by this name; another name leaves them undeployed. 3.2 shipped "Production and Sandbox". */
  readonly name: string;
  /** @default the name */
  readonly displayName?: string;
  /** @default hybrid: production and sandbox tokens */
  readonly type?: "hybrid" | "production" | "sandbox";
  /** Shown in the portals. @default none */
  readonly description?: string;
  /** Host name at which clients call APIs: the balancer's. @default `gatewayHostname` of the settings */
  readonly hostname?: string;
  /** Ports at which clients call APIs. @default 443 and 80 */
  readonly ports?: { readonly https: number; readonly http: number };
  /** Ports of WebSocket APIs. @default 8099 and 9099, plus the offset */
  readonly webSocketPorts?: { readonly wss: number; readonly ws: number };
  /** Ports at which WebSub hubs receive events. @default 8021 and 9021, plus the offset */
  readonly webSubPorts?: { readonly https: number; readonly http: number };
}

/** Databases that all nodes share (`jdbc/WSO2AM_DB` and `jdbc/SHARED_DB`); the carbon database stays each node's own. */
export interface ApiManagerDatabases {
  /** APIs, applications, subscriptions, tokens. */
  readonly apim_db: SharedDatabase;
  /** Users, permissions, the registry. */
  readonly shared_db: SharedDatabase;
}

/** An Identity Server as key manager, in the place of the one that API Manager brings. */
export interface ApiManagerKeyManager {
  /** Address of its balancer: `https://is.example.com:443`, without a path. */
  readonly url: string;
  /** Who signs in there; the password is `keyManager` of the passwords. @default the administrator of API Manager */
  readonly username?: string;
}

/** Where the other parts of a distributed deployment are. */
export interface ApiManagerPeers {
  /** Host name of the control planes' balancer. Needed by `gateway` and `traffic-manager`. */
  readonly controlPlaneHostname: string;
  /**
   * Addresses of the control planes' nodes, whose brokers tell what to deploy. @default `controlPlanes` of the
   * workload's peers
   */
  readonly controlPlanes?: readonly string[];
  /**
   * Addresses of the traffic managers' nodes, which gateways tell of each call. @default `trafficManagers` of the
   * workload's peers
   */
  readonly trafficManagers?: readonly string[];
}

/** What an operator decides of API Manager 3.2 to 4.6; the rest follows from the node and its version. */
export interface ApiManagerSettings extends Omit<CarbonSettings, "clustering" | "databases"> {
  /** @default all-in-one */
  readonly profile?: ApiManagerProfile;
  /** Host name at which clients call APIs. @default `hostname` */
  readonly gatewayHostname?: string;
  /** Gateways that the portals show. @default one, "Default" ("Production and Sandbox" in 3.2), at `gatewayHostname` */
  readonly environments?: readonly GatewayEnvironment[];
  /**
   * The shared databases. Without them each node keeps H2 files of its own: one node for a rehearsal.
   * @default none, which is refused for more than one node unless `apart` is set
   */
  readonly databases?: ApiManagerDatabases;
  /** Takes several nodes without shared databases: what is published on one is not known to the others. @default false */
  readonly apart?: boolean;
  /** The workload brings the databases, by its own `databases`: those of a `Database`. @default false */
  readonly databasesOfWorkload?: boolean;
  /** @default the one in API Manager itself */
  readonly keyManager?: ApiManagerKeyManager;
  /** Address of the developer portal, behind the balancer. @default `https://<hostname>/devportal`, with the proxy port */
  readonly devportalUrl?: string;
  /** Origins that browsers may call APIs from. @default all */
  readonly corsOrigins?: readonly string[];
  /** The other parts of a distributed deployment. @default none: `all-in-one` needs none */
  readonly peers?: ApiManagerPeers;
  /** Keys of deployment.toml that an update of yours brings and this library does not know, `apim.ai.model`. @default none */
  readonly newKeys?: readonly string[];
}

/** Ports of a server without offset. Source: `default.json` and `carbon.xml.j2` of the distributions, 3.2 to 4.6. */
export const apiManagerPorts = {
  /** Portals, REST APIs, token endpoint. */
  https: 9443,
  http: 9763,
  /** APIs. */
  gatewayHttps: 8243,
  gatewayHttp: 8280,
  webSocketSecure: 8099,
  webSocket: 9099,
  webSubHttps: 8021,
  webSubHttp: 9021,
  /** Broker: what traffic managers decided, and what gateways are to deploy. */
  broker: 5672,
  brokerTls: 8672,
  /** What gateways tell traffic managers of each call. */
  events: 9611,
  eventsTls: 9711,
} as const;

/** The ports of a server with its offset. */
export function planApiManagerPorts(offset = 0): Record<keyof typeof apiManagerPorts, number> {
  const moved = Object.entries(apiManagerPorts).map(([name, port]) => [name, port + offset]);
  return Object.fromEntries(moved) as Record<keyof typeof apiManagerPorts, number>;
}
