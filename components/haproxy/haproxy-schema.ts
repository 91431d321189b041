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
import { machineFile, target } from "../remote/target-schemas";
import type { HaproxyConfig } from "./config-model";
import type { HaproxyPlan } from "./haproxy-plan";

/** Only the types: `findConfigProblems` knows what HAProxy accepts. */
const haproxyConfig = shape<HaproxyConfig>({
  frontends: list(shape({ name, port, certificateFile: optional(absolutePath) })),
  backend: shape({
    name,
    stickyCookie: optional(name),
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
  }),
  readinessPort: port,
  socketPath: absolutePath,
  stateFile: absolutePath,
  trafficTimeoutSec: number,
  hardStopAfterSec: number,
  edge: optional(shape({ cidrs: list(text), idleTimeoutSec: number })),
  maxConnections: optional(count),
});

/** Of `configure-haproxy`. */
export const haproxyPlan = shape<HaproxyPlan>({
  target,
  config: haproxyConfig,
  files: list(machineFile),
  peers: list(shape({ name, ssh: target, socketPath: absolutePath })),
});
