/** Where things are on a HAProxy machine. */
export const haproxyPaths = {
  socketPath: "/run/haproxy/admin.sock",
  stateFile: "/var/lib/haproxy/server-state",
  caFile: "/etc/haproxy/nodes-ca.pem",
  certificateFile: "/etc/haproxy/frontend.pem",
  statsCredentialsFile: "/etc/haproxy/stats-credentials",
} as const;

/** Where it listens: traffic, and the page that says whether it can serve. */
export const haproxyPorts = { http: 80, https: 443, readiness: 8405 };
/**
 * The same for a load balancer that speaks the PROXY protocol. A port can't take connections with and without it, and
 * while one kind of load balancer takes the place of another both stand in front.
 */
export const haproxyProxiedPorts = { http: 81, https: 444, readiness: 8415 };
/** Where it listens for those who run it, and for the other machines of its tier; each only where it is asked for. */
export const haproxyOperatorPorts = { stats: 8404, metrics: 8406, peers: 8407 };
/** Answers 200 while at least one node is in service, else 503. */
export const haproxyReadinessPath = "/ready";
