/** Ports of a node: servlets (portals, login, OAuth), and the gateway that answers APIs. */
export type ApachePort = "servlet" | "gateway";

/** A path of the front and the path of the product that answers it. */
export interface ApacheMapping {
  /** As clients name it: `/apim-commonauth`. */
  readonly from: string;
  /** As the product names it: `/commonauth`. */
  readonly to: string;
  /** Of the product's. @default servlet */
  readonly port?: ApachePort;
  /** Browsers ask it by OPTIONS from other sites (CORS). Elsewhere OPTIONS is refused. @default false */
  readonly cors?: boolean;
}

/**
 * How a client's requests stay with one node: by a cookie that Apache sets itself, or by the route behind the dot of
 * the session's own cookie, where each node adds its key there (Tomcat's `jvmRoute`).
 */
export interface ApacheSticky {
  readonly by: "cookie" | "route";
  /** Its name. @default `WSO2_<PRODUCT>` for `cookie`, JSESSIONID for `route` */
  readonly cookie?: string;
}

/** How Apache sees whether a node can serve: every status but 2xx and 3xx is a failure. */
export interface ApacheCheck {
  /** Asked on the servlet port: `/carbon/admin/login.jsp`. */
  readonly path: string;
  /** Asked on the gateway's port. @default /services/Version */
  readonly gatewayPath?: string;
  /** Pause between two checks, in seconds. @default 2 */
  readonly intervalSec?: number;
  /** Passed checks in a row until a node is sent requests. @default 2 */
  readonly rise?: number;
  /** Failed checks in a row until it is sent none. @default 3 */
  readonly fall?: number;
}

/** A product behind the front. */
export interface ApacheProduct {
  /**
   * Addresses or names of the nodes by key, without a port. Apache connects to them by TLS: each node's certificate must
   * have the site's host in it.
   */
  readonly nodes: Readonly<Record<string, string>>;
  /** Ports of the nodes. @default servlet 9443, gateway 8243 */
  readonly ports?: Readonly<Partial<Record<ApachePort, number>>>;
  /** Paths of the front and where they lead: `apiManagerMappings`, `identityServerMappings`, or your own. */
  readonly mappings: readonly ApacheMapping[];
  /** How a client stays with one node. @default by a cookie of Apache's own */
  readonly sticky?: ApacheSticky;
  /** How Apache sees whether a node can serve. */
  readonly check: ApacheCheck;
  /**
   * Nodes get no request before a roll has let them in: for nodes of a `RollingGroup` with `ApacheBalancers`, which are
   * let in once they are ready, and a machine of which may not be there yet. @default false: whoever passes its checks
   */
  readonly outUntilJoined?: boolean;
}

/** One host name, its products, and how Apache serves them. */
export interface ApacheSite {
  /** The name that clients use, without a port: `sso.example.com`. */
  readonly host: string;
  /** Products by key: `apim`, `is`. The key names balancers, logs and cookies. */
  readonly products: Readonly<Record<string, ApacheProduct>>;
  /**
   * The product that people sign in at, by its key: `is`. A path that several products have, asked by the products' own
   * name and not from a page of one of them, is its: `/oauth2/token`. @default none: 404
   */
  readonly loginProduct?: string;
  /** Where Apache listens. @default 443 with `tls`, else 80 */
  readonly port?: number;
  /** Where clients come in, where that is not 443 of `host`; for redirects. @default 443 */
  readonly publicPort?: number;
  /** Apache ends TLS by itself. @default what stands in front of it does */
  readonly tls?: { readonly certificatePath: string; readonly keyPath: string };
  /** Of the nodes' certificates. */
  readonly caPath: string;
  /** Networks of what stands in front: what they say of a client's address is believed. @default nobody is */
  readonly trustedCidrs?: readonly string[];
  /** Port of the balancer manager, on 127.0.0.1 alone. @default 8407 */
  readonly managerPort?: number;
  /** Longest silence of a node in an answer, in seconds: no roll waits less for a request. @default 60 */
  readonly trafficTimeoutSec?: number;
  /** Requests at once; the others wait. @default 400 */
  readonly maxRequests?: number;
}

/** Where an httpd has its files. */
export interface ApachePaths {
  readonly modules: string;
  readonly logs: string;
  readonly run: string;
  /** Folder of what rolls took out, as `Define` lines: read at each start. */
  readonly states: string;
  /** Who the workers run as; for an httpd that root starts. @default whoever starts it */
  readonly user?: string;
}

/** Debian's. */
export const debianPaths: ApachePaths = {
  modules: "/usr/lib/apache2/modules",
  logs: "/var/log/apache2",
  run: "/run/apache2",
  states: "/etc/apache2/wso2-states.d",
  user: "www-data",
};

/** On a machine that this library sets up. */
export const apacheFiles = {
  config: "/etc/apache2/apache2.conf",
  ca: "/etc/apache2/wso2-nodes-ca.pem",
  certificate: "/etc/apache2/wso2-site.pem",
  key: "/etc/apache2/wso2-site.key",
} as const;

/** Asked by what stands in front: answers 200 as long as Apache runs. */
export const apacheReadinessPath = "/wso2-front-ready";
/** The balancer manager, for the machine itself. */
export const apacheManagerPath = "/balancer-manager";
/** What httpd says of its processes, for the machine itself. */
export const apacheStatusPath = "/wso2-front-status";
export const apacheManagerPort = 8407;

/** Where Apache listens for clients, without and with TLS. */
export const apachePorts = { http: 80, https: 443 };
/** As the products ship. */
export const productPorts: Readonly<Record<ApachePort, number>> = { servlet: 9443, gateway: 8243 };
