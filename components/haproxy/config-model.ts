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
  readonly check: HaproxyCheck;
  readonly tls?: HaproxyBackendTls;
  readonly servers: readonly HaproxyServer[];
}

/** Where a HAProxy listens. */
export interface HaproxyFrontend {
  readonly name: string;
  readonly port: number;
  /** PEM bundle (certificate, chain, key); plain HTTP without it. */
  readonly certificateFile?: string;
}

/** What stands in front and may say who the client is. */
export interface HaproxyEdge {
  /** Where its requests come from: its subnets. From anywhere else, `X-Forwarded-*` is what a client made up. */
  readonly cidrs: readonly string[];
  /** How long it keeps an idle connection, which HAProxy must not be the first to close. */
  readonly idleTimeoutSec: number;
}

/** One HAProxy, as plain values. `renderHaproxyConfig` makes its text. */
export interface HaproxyConfig {
  readonly frontends: readonly HaproxyFrontend[];
  readonly backend: HaproxyBackend;
  /** Answers 200 on `/ready` while at least one server of the backend is UP, else 503. */
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
}
