import type { HaproxyConfig } from "../haproxy/config-model";
import { distribution, distributionParts, service, stop } from "../nodes/service-schemas";
import {
  absolutePath,
  anyText,
  count,
  line,
  list,
  matching,
  name,
  number,
  oneOf,
  optional,
  port,
  record,
  type Shape,
  seconds,
  shape,
  text,
} from "../remote/plan-shape";
import { hookPlan, machineFile, target } from "../remote/target-schemas";
import { member } from "./member-schemas";
import type { BalancedBackend, ChangeStep, Plans } from "./plans";

const membership = shape<Plans["join"]>({
  node: name,
  members: list(member),
  floor: shape({ maxUnavailable: count, minHealthy: optional(count) }),
  drain: shape({ quietSec: seconds, sessionTimeoutSec: seconds, inFlightTimeoutSec: seconds }),
  join: shape({ upTimeoutSec: seconds, stableSec: seconds }),
  leaseSec: optional(seconds),
  restart: optional(service),
  before: optional(hookPlan),
  progress: optional(line),
  balances: optional(
    shape<BalancedBackend>({
      ssh: target,
      socketPath: absolutePath,
      backend: name,
      peers: list(shape({ ssh: target, socketPath: absolutePath })),
    }),
  ),
});

function changeStep<T extends object>(plan: Shape<T>): Shape<T & ChangeStep> {
  const step = shape<ChangeStep>({ members: optional(list(member)), leave: optional(membership) });
  return (value, at) => ({ ...plan(value, at), ...step(value, at) });
}

/** Only the types: `findConfigProblems` knows what HAProxy accepts. */
const haproxyConfig = shape<HaproxyConfig>({
  frontends: list(shape({ name, port, certificateFile: optional(absolutePath) })),
  backend: shape({
    name,
    stickyCookie: optional(name),
    check: shape({
      scheme: oneOf("http", "https"),
      port: optional(port),
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
});

const group = shape<Plans["status"]>({ nodes: list(shape({ node: name, members: list(member) })) });

/** How each command's plan must look. */
export const planShapes: { [K in keyof Plans]: Shape<Plans[K]> } = {
  prepare: shape({
    target,
    hostPrivateKey: text,
    hostname: matching("a host name", /^[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/),
    packages: list(shape({ command: name, name })),
    groups: list(name),
    bootTimeoutSec: seconds,
    progress: optional(line),
  }),
  stage: shape({ target, ...distributionParts, progress: optional(line) }),
  "stage-ahead": shape({ distribution, nodes: list(shape({ target, members: list(member) })) }),
  start: changeStep(service),
  stop: changeStep(stop),
  "set-floors": shape({
    group: name,
    members: list(member),
    policy: shape({
      minHealthy: optional(count),
      maxUnavailable: record(count),
      balancersOut: optional(list(name)),
    }),
  }),
  bake: shape({ nodes: list(shape({ node: name, members: list(member) })), bakeSec: seconds }),
  gate: shape({
    batch: count,
    nodes: list(name),
    rollId: name,
    approved: optional(anyText),
    approveWith: text,
    later: list(shape({ node: name, members: list(member) })),
  }),
  join: membership,
  leave: membership,
  "configure-haproxy": shape({
    target,
    config: haproxyConfig,
    files: list(machineFile),
    peers: list(shape({ name, ssh: target, socketPath: absolutePath })),
  }),
  status: group,
  repair: group,
  "check-members": group,
  "run-hooks": hookPlan,
};
