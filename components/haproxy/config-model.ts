import type { HaproxyEdge, HaproxyFrontend } from "./frontend-model";
import type { HaproxyMetrics, HaproxyPeers, HaproxyStats, HaproxySyslog } from "./operator-model";

export type { HaproxyEdge, HaproxyFrontend } from "./frontend-model";

/** A server line: one node in the backend. */
export interface HaproxyServer {
  /** The node's key; its name in the backend and in the sticky cookie. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** The HTTP check that decides whether a server is UP. */
export interface HaproxyCheck {
  readonly scheme: "http" | "https";
  /** Where the product answers, when it is not the traffic port. */
  readonly port?: number;
  /**
   * Where the page has a port of its own: each check opens a TLS connection to the traffic port as well, verified
   * by the same CA and name as the traffic, so that no server is UP to which every request would fail.
   * @default false
   */
  readonly provesTraffic?: boolean;
  readonly path: string;
  readonly host: string;
  /** Between two checks of a server whose state is settled. */
  readonly intervalSec: number;
  /**
   * Between two checks of a server that is DOWN or about to change, so that a node that comes back waits less
   * and the ones that serve are not asked more often. @default half of `intervalSec`, at most 0.5
   */
  readonly fastIntervalSec?: number;
  /** Failed checks in a row that take a server DOWN. */
  readonly fall: number;
  /** Passed checks in a row that bring it UP. */
  readonly rise: number;
}

/** How a client stays on its node, in words of HAProxy's own manual. */
export interface HaproxyStickiness {
  /**
   * - `prefix`: HAProxy writes the node's name before the value of the application's own cookie;
   * - `insert`: HAProxy sets a cookie of its own (`SRV`), for applications whose cookie must stay as it is;
   * - `table`: HAProxy remembers which node has set which value of the application's cookie. The cookie stays as it
   *   is, and the machines of a tier tell each other (`peers`).
   */
  readonly mode: "prefix" | "insert" | "table";
  readonly cookie: string;
  /** Of a table: the longest value that is kept whole. WSO2's JSESSIONID has about 256 characters. @default 300 */
  readonly length?: number;
  /** Of a table: sessions. Each takes some 400 bytes of memory. @default 100000 */
  readonly size?: number;
  /** Of a table: how long a session is remembered that sends nothing, seconds. @default 3600 */
  readonly expireSec?: number;
}

/** A longer silence for some paths: WSO2's exports, imports and long-running services. */
export interface HaproxyPathTimeout {
  /** Beginnings of paths, each ending at a segment: `/api/am/publisher` holds for `/api/am/publisher/v4` as well. */
  readonly paths: readonly string[];
  readonly timeoutSec: number;
}

/** TLS from HAProxy to the nodes; always verified. */
export interface HaproxyBackendTls {
  readonly caFile: string;
  /** The name in the nodes' certificates: used as `sni`, `check-sni` and `verifyhost` alike. */
  readonly name: string;
}

/** The servers behind a HAProxy: how it chooses one, checks it and speaks to it. */
export interface HaproxyBackend {
  /** In the style of the field: `PRD_wso2ei`. */
  readonly name: string;
  /** The application's cookie that keeps a client on its node; none for stateless traffic. */
  readonly stickyCookie?: string;
  /** The same with a choice of the way. @default `prefix` with `stickyCookie`, none without */
  readonly stickiness?: HaproxyStickiness;
  /** `tcp` passes TLS on as it comes, unread: `tls` then is what checks speak. @default "http" */
  readonly mode?: "http" | "tcp";
  /** Tells the nodes who the client is by the PROXY protocol, version 2, in checks too. @default false */
  readonly proxyProtocol?: boolean;
  /** Longest silence of a node of this backend. @default the configuration's `trafficTimeoutSec` */
  readonly trafficTimeoutSec?: number;
  /** @default none: every path has the backend's */
  readonly timeouts?: readonly HaproxyPathTimeout[];
  readonly check: HaproxyCheck;
  readonly tls?: HaproxyBackendTls;
  readonly servers: readonly HaproxyServer[];
}

/** One HAProxy, as plain values. `renderHaproxyConfig` makes its text. */
export interface HaproxyConfig {
  readonly frontends: readonly HaproxyFrontend[];
  /** Where a frontend sends what no route of it takes. */
  readonly backend: HaproxyBackend;
  /** Further ones, for routes. A node may be in several, under the same name. @default none */
  readonly backends?: readonly HaproxyBackend[];
  /** Answers 200 on `/ready` while at least one server of any backend is UP, else 503. */
  readonly readinessPort: number;
  readonly socketPath: string;
  readonly stateFile: string;
  /** Longest silence in a request or an answer. */
  readonly trafficTimeoutSec: number;
  /** @default none: clients come straight here */
  readonly edge?: HaproxyEdge;
  /** Connections of each frontend; more wait in the kernel. @default HAProxy's own, from its file descriptors */
  readonly maxConnections?: number;
  /** Longest life of an old process after a reload. */
  readonly hardStopAfterSec: number;
  /** TLS 1.2 suites at the frontends: Mozilla's list "intermediate". @default OpenSSL's own list */
  readonly ciphers?: "intermediate";
  /** @default none: nobody is told what is in the tables of sessions, and a reload empties them */
  readonly peers?: HaproxyPeers;
  /** @default none */
  readonly stats?: HaproxyStats;
  /** @default none */
  readonly metrics?: HaproxyMetrics;
  /** Where log lines go besides the journal. @default nowhere */
  readonly syslog?: HaproxySyslog;
}

/** Every backend of a configuration, the first one first. */
export function backendsOf(config: Pick<HaproxyConfig, "backend" | "backends">): readonly HaproxyBackend[] {
  return [config.backend, ...(config.backends ?? [])];
}
