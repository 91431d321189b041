import {
  absolutePath,
  count,
  flag,
  list,
  name,
  number,
  oneOf,
  optional,
  port,
  shape,
  text,
} from "../remote/plan-shape";
import type { HaproxyBackend, HaproxyConfig, HaproxyFrontend } from "./config-model";

const backend = shape<HaproxyBackend>({
  name,
  stickyCookie: optional(name),
  stickiness: optional(
    shape({
      mode: oneOf("prefix", "insert", "table"),
      cookie: name,
      length: optional(count),
      size: optional(count),
      expireSec: optional(number),
    }),
  ),
  mode: optional(oneOf("http", "tcp")),
  proxyProtocol: optional(flag),
  trafficTimeoutSec: optional(number),
  timeouts: optional(list(shape({ paths: list(text), timeoutSec: number }))),
  check: shape({
    scheme: oneOf("http", "https"),
    port: optional(port),
    provesTraffic: optional(flag),
    path: text,
    host: text,
    intervalSec: number,
    fastIntervalSec: optional(number),
    fall: number,
    rise: number,
  }),
  tls: optional(shape({ caFile: absolutePath, name: text })),
  servers: list(shape({ name, address: text, port })),
});

const frontend = shape<HaproxyFrontend>({
  name,
  port,
  certificateFile: optional(absolutePath),
  mode: optional(oneOf("http", "tcp")),
  routes: optional(list(shape({ hosts: optional(list(text)), paths: optional(list(text)), backend: name }))),
  backend: optional(name),
  routesOnly: optional(flag),
  acceptProxy: optional(flag),
  redirectToHttps: optional(flag),
  hsts: optional(shape({ maxAgeSec: number, includeSubdomains: optional(flag) })),
  limits: optional(
    shape({ requests: optional(count), perSec: optional(count), connections: optional(count) }),
  ),
});

/** Only the types: `findConfigProblems` knows what HAProxy accepts. */
export const haproxyConfig = shape<HaproxyConfig>({
  frontends: list(frontend),
  backend,
  backends: optional(list(backend)),
  readinessPort: port,
  socketPath: absolutePath,
  stateFile: absolutePath,
  trafficTimeoutSec: number,
  hardStopAfterSec: number,
  edge: optional(
    shape({
      ...{ cidrs: list(text), idleTimeoutSec: number },
      ...{ checksByProxy: optional(flag), proxiedReadinessPort: optional(port) },
    }),
  ),
  maxConnections: optional(count),
  ciphers: optional(oneOf("intermediate")),
  peers: optional(
    shape({
      port,
      local: name,
      machines: list(shape({ name, address: text })),
      certificateFile: absolutePath,
      caFile: absolutePath,
      certificateName: text,
    }),
  ),
  stats: optional(
    shape({ port, cidrs: list(text), certificateFile: absolutePath, credentialsFile: absolutePath }),
  ),
  metrics: optional(shape({ port, cidrs: list(text) })),
  syslog: optional(shape({ address: text, port: optional(port) })),
});
