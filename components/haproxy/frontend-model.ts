/** Which requests of a frontend go to which backend; a request must match both lists that are given. */
export interface HaproxyRoute {
  /**
   * Host names, or `*.example.com` for every name below one. Of a TCP frontend they are what TLS asks for (SNI).
   * @default any
   */
  readonly hosts?: readonly string[];
  /** Beginnings of paths, each ending at a segment: `/carbon` holds for `/carbon/admin`, not for `/carbonara`. @default any */
  readonly paths?: readonly string[];
  /** The backend's name. */
  readonly backend: string;
}

/** What one client may do. With a declared edge in front the client is who that says it is. */
export interface HaproxyLimits {
  /** Over this many requests within `perSec` the answer is 429. @default no limit */
  readonly requests?: number;
  /** Seconds in which `requests` are counted. @default 10 */
  readonly perSec?: number;
  /** TCP connections at a time; more are closed at once. Never of the edge's own addresses. @default no limit */
  readonly connections?: number;
}

/** Browsers are told to come by TLS only. */
export interface HaproxyHsts {
  /** How long they remember it, seconds. */
  readonly maxAgeSec: number;
  /** For every name below this one, too. @default false */
  readonly includeSubdomains?: boolean;
}

/** Where a HAProxy listens. */
export interface HaproxyFrontend {
  readonly name: string;
  readonly port: number;
  /** PEM bundle (certificate, chain, key); plain HTTP without it. */
  readonly certificateFile?: string;
  /** `tcp` reads the name that TLS asks for and nothing else: clients see the nodes' own certificates. @default "http" */
  readonly mode?: "http" | "tcp";
  /** The first that matches counts. @default none: everything goes to `backend` */
  readonly routes?: readonly HaproxyRoute[];
  /** Where the rest goes. @default the configuration's first backend */
  readonly backend?: string;
  /** What no route takes is refused: with 404, or as TCP closed. @default false */
  readonly routesOnly?: boolean;
  /**
   * The edge says who the client is by the PROXY protocol, as a network load balancer does; from other addresses it
   * is not read. Then no `X-Forwarded-*` is believed. @default false
   */
  readonly acceptProxy?: boolean;
  /** Sends requests that came without TLS to `https://` with 308. @default false */
  readonly redirectToHttps?: boolean;
  /** On answers to requests that came by TLS. @default none */
  readonly hsts?: HaproxyHsts;
  /** @default none */
  readonly limits?: HaproxyLimits;
}

/** What stands in front and may say who the client is. */
export interface HaproxyEdge {
  /** Where its requests come from: its subnets. From anywhere else, `X-Forwarded-*` is what a client made up. */
  readonly cidrs: readonly string[];
  /** How long it keeps an idle connection, which HAProxy must not be the first to close. */
  readonly idleTimeoutSec: number;
  /**
   * Its health checks of the readiness page begin with the PROXY protocol, as those of a network load balancer's
   * target group with `proxyProtocolV2` do. @default false
   */
  readonly checksByProxy?: boolean;
  /** The readiness page for checks that begin so, on a port of its own beside the other one. @default none */
  readonly proxiedReadinessPort?: number;
}
