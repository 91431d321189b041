import type { HaproxyBackend, HaproxyConfig } from "../../../components/haproxy/config-model";

export const exampleBackend: HaproxyBackend = {
  name: "PRD_wso2ei",
  stickyCookie: "JSESSIONID",
  check: {
    scheme: "https",
    path: "/services/Version",
    host: "ei.example",
    intervalSec: 2,
    fall: 3,
    rise: 2,
  },
  tls: { caFile: "/etc/haproxy/nodes-ca.pem", name: "ei.example" },
  servers: [
    { name: "node1", address: "10.0.1.10", port: 8243 },
    { name: "node2", address: "10.0.2.10", port: 8243 },
  ],
};

export const exampleConfig: HaproxyConfig = {
  frontends: [
    { name: "http", port: 80 },
    { name: "https", port: 443, certificateFile: "/etc/haproxy/frontend.pem" },
  ],
  backend: exampleBackend,
  readinessPort: 8405,
  socketPath: "/run/haproxy/admin.sock",
  stateFile: "/var/lib/haproxy/server-state",
  trafficTimeoutSec: 60,
  hardStopAfterSec: 120,
};

/** The example with another backend, in part. */
export function withBackend(change: Partial<HaproxyBackend>): HaproxyConfig {
  return { ...exampleConfig, backend: { ...exampleBackend, ...change } };
}
