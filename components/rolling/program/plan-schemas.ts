import type { HaproxyConfig } from "../../haproxy/config-model";
import {
  absolutePath,
  anyText,
  count,
  list,
  matching,
  name,
  number,
  oneOf,
  optional,
  port,
  record,
  relativePath,
  type Shape,
  seconds,
  shape,
  text,
} from "./plan-shape";
import type { BalancerMember, Distribution, Plans, Readiness, SshTarget, XmlEdit } from "./plans";

const target: Shape<SshTarget> = (value, at) =>
  shape<SshTarget>({
    name,
    host: matching("a host name or an address", /^[A-Za-z0-9][A-Za-z0-9.:-]*$/),
    port: optional(port),
    user: name,
    privateKey: text,
    hostKey: matching("a public key, `ssh-ed25519 AAAA...`", /^[a-z0-9@.-]+ [A-Za-z0-9+/=]+/),
    jump: optional(target),
  })(value, at);

const member = shape<BalancerMember>({
  kind: oneOf("haproxy"),
  balancer: name,
  ssh: target,
  socketPath: absolutePath,
  backend: name,
  server: name,
});

const membership = shape<Plans["join"]>({
  node: name,
  members: list(member),
  floor: shape({ maxUnavailable: count, minHealthy: optional(count) }),
  drain: shape({ quietSec: seconds, sessionTimeoutSec: seconds, inFlightTimeoutSec: seconds }),
  join: shape({ upTimeoutSec: seconds, stableSec: seconds }),
  leaseSec: optional(seconds),
});

const xmlEdit = shape<XmlEdit>({ path: relativePath, set: list(shape({ xpath: text, value: anyText })) });

const readiness = shape<Readiness>({
  scheme: oneOf("http", "https"),
  port,
  path: matching("a path that starts with /", /^\/[^\s]*$/),
  host: text,
  expectStatus: count,
});

const distributionShape = {
  source: matching("an https:// or file:// URL", /^(https|file):\/\/\S+$/),
  sha256: optional(matching("64 hexadecimal digits", /^[0-9a-f]{64}$/)),
  name,
  directory: absolutePath,
  owner: name,
  timeoutSec: seconds,
};
const distribution = shape<Distribution>(distributionShape);

const service = shape<Plans["start"]>({
  target,
  version: text,
  distribution: optional(distribution),
  unit: matching("the name of a service unit", /^[A-Za-z0-9_.@-]+\.service$/),
  unitText: text,
  home: absolutePath,
  homeLink: absolutePath,
  owner: name,
  files: list(shape({ path: relativePath, content: anyText })),
  xmlEdits: list(xmlEdit),
  keystore: shape({
    path: relativePath,
    type: oneOf("PKCS12", "JKS"),
    alias: name,
    password: text,
    certificatePem: text,
    privateKeyPem: text,
    caPem: text,
  }),
  truststore: shape({
    path: relativePath,
    type: oneOf("PKCS12", "JKS"),
    password: text,
    certificates: record(text),
  }),
  readiness,
  ports: list(port),
  logPath: relativePath,
  startTimeoutSec: seconds,
  stopTimeoutSec: seconds,
});

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
  }),
  stage: shape({ target, ...distributionShape }),
  "stage-ahead": shape({ distribution, targets: list(target), required: list(name) }),
  start: service,
  stop: service,
  join: membership,
  leave: membership,
  "configure-haproxy": shape({
    target,
    config: haproxyConfig,
    files: list(
      shape({
        path: absolutePath,
        content: anyText,
        mode: matching("an octal mode", /^[0-7]{3,4}$/),
        owner: optional(matching("user:group", /^[a-z0-9_-]+:[a-z0-9_-]+$/)),
      }),
    ),
    peers: list(shape({ name, ssh: target, socketPath: absolutePath })),
  }),
  status: group,
  repair: group,
  heal: membership,
};
