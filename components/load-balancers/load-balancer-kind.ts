/**
 * Which of AWS's load balancers it is:
 * - `classic`: the classic load balancer, HTTP with a cookie, one health check;
 * - `application`: an Application Load Balancer, HTTP with a cookie, redirect, slow start, WAF and TLS 1.3;
 * - `network`: a Network Load Balancer, connections and not requests, TLS, sticky by the client's address at most.
 */
export const LoadBalancerKind = {
  classic: "classic",
  application: "application",
  network: "network",
} as const;
export type LoadBalancerKind = (typeof LoadBalancerKind)[keyof typeof LoadBalancerKind];

/** What becomes of requests without TLS, on port 80. */
export const PlainHttp = {
  /** They go to the instances. */
  forward: "forward",
  /** They are sent to `https://` by the load balancer itself. */
  redirect: "redirect",
  /** Nothing listens. */
  none: "none",
} as const;
export type PlainHttp = (typeof PlainHttp)[keyof typeof PlainHttp];

/** What keeps a client on the instance that it had. */
export const Stickiness = {
  /** The application's cookie. */
  cookie: "cookie",
  /** The client's address. */
  sourceIp: "source-ip",
  none: "none",
} as const;
export type Stickiness = (typeof Stickiness)[keyof typeof Stickiness];
