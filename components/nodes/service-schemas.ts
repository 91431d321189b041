import { contentPlan } from "../content-sync/content-schema";
import { type DatabaseEngine, engines } from "../database/engines";
import type { SchemaPlan } from "../database/schema-plan";
import {
  absolutePath,
  address,
  anyText,
  count,
  flag,
  line,
  list,
  matching,
  name,
  oneOf,
  optional,
  port,
  record,
  relativePath,
  type Shape,
  seconds,
  shape,
  text,
  userName,
  variant,
} from "../remote/plan-shape";
import { environment, machineFileParts, target } from "../remote/target-schemas";
import { hookPlan } from "../rolling/hooks/hook-schema";
import type { ChangedFile } from "./changed-file";
import type { Distribution } from "./distribution";
import type { KeystorePlan, ProductInstall, XmlEdit, XmlList, XmlSetting } from "./product-install";
import type { Change, HttpReadiness, ManagedService, Readiness, ServicePlan, StopPlan } from "./service-plan";

const unit = matching("the name of a service unit", /^[A-Za-z0-9_.@-]+\.service$/);

const managedService = variant<"manager", ManagedService>("manager", {
  systemd: shape({ manager: oneOf("systemd"), name: unit }),
  monit: shape({ manager: oneOf("monit"), name, pidFile: optional(absolutePath) }),
  script: shape({
    manager: oneOf("script"),
    name,
    script: absolutePath,
    pidFile: absolutePath,
    user: optional(userName),
    environment: optional(environment),
  }),
});

const page = {
  port,
  path: matching("a path that starts with /", /^\/[^\s]*$/),
  host: text,
  expectStatus: count,
  caPem: optional(text),
  address: optional(address),
};

const readiness: Shape<Readiness> = variant<"scheme", Readiness>("scheme", {
  http: shape<HttpReadiness>({ scheme: oneOf("http"), ...page }),
  https: shape<HttpReadiness>({ scheme: oneOf("https"), ...page }),
  tcp: shape({ scheme: oneOf("tcp"), port, address: optional(address) }),
} as never);

const xmlSetting = shape<XmlSetting>({
  xpath: text,
  value: anyText,
  below: optional(text),
  after: optional(list(text)),
});

const xmlList = shape<XmlList>({
  xpath: text,
  below: text,
  element: name,
  items: list(record(anyText)),
});

const keystore = shape<KeystorePlan>({
  path: relativePath,
  type: oneOf("PKCS12", "JKS"),
  alias: name,
  password: text,
  certificatePem: text,
  privateKeyPem: text,
  caPem: text,
});

const jarParts = {
  source: matching("an https:// or file:// URL", /^(https|file):\/\/\S+$/),
  sha256: matching("64 hexadecimal digits", /^[0-9a-f]{64}$/),
};

const schema = shape<SchemaPlan>({
  name,
  engine: oneOf(...(Object.keys(engines) as DatabaseEngine[])),
  host: address,
  port,
  databaseName: name,
  username: text,
  password: text,
  caPem: text,
  jars: list(shape(jarParts)),
  scripts: list(relativePath),
  makeDatabase: optional(flag),
});

export const install = shape<ProductInstall>({
  unit,
  unitText: text,
  home: absolutePath,
  homeLink: absolutePath,
  owner: name,
  files: list(shape({ path: relativePath, content: anyText })),
  xmlEdits: list(
    shape<XmlEdit>({ path: relativePath, set: list(xmlSetting), lists: optional(list(xmlList)) }),
  ),
  keystore,
  sharedKeystore: optional(keystore),
  truststore: shape({
    path: relativePath,
    type: oneOf("PKCS12", "JKS"),
    password: text,
    certificates: record(text),
    publicCas: optional(flag),
  }),
  libraries: optional(list(shape({ path: relativePath, ...jarParts }))),
  content: optional(contentPlan),
  schemas: optional(list(schema)),
  encrypts: optional(relativePath),
});

export const distributionParts = {
  source: matching("an https:// or file:// URL", /^(https|file):\/\/\S+$/),
  sha256: optional(matching("64 hexadecimal digits", /^[0-9a-f]{64}$/)),
  name,
  directory: absolutePath,
  owner: userName,
  ownerUid: optional(count),
  timeoutSec: seconds,
};
export const distribution = shape<Distribution>(distributionParts);

const changedFile = shape<ChangedFile>({ ...machineFileParts, mode: optional(machineFileParts.mode) });

const change = shape<Change>({
  link: optional(shape({ path: absolutePath, to: absolutePath })),
  files: list(changedFile),
  script: optional(shape({ text, timeoutSec: seconds })),
  environment,
});

const stopParts = {
  target,
  services: list(managedService),
  ports: list(port),
  stopTimeoutSec: seconds,
  version: optional(text),
  progress: optional(line),
};

export const service = shape<ServicePlan>({
  ...stopParts,
  version: text,
  distribution: optional(distribution),
  install: optional(install),
  change: optional(change),
  readiness,
  traffic: optional(shape({ port, host: text, caPem: text })),
  alsoReady: optional(list(readiness)),
  logPath: optional(absolutePath),
  logSays: optional(list(line)),
  startTimeoutSec: seconds,
  after: optional(hookPlan),
});

/** A deployment of an older version of this package says `unit` in its state, where it ran one service. */
export const stop: Shape<StopPlan> = (value, at) => {
  const old = value as { readonly services?: unknown; readonly unit?: unknown } | null;
  const isOld = typeof old === "object" && old !== null && !old.services && old.unit !== undefined;
  const services = isOld ? [{ manager: "systemd", name: old.unit }] : undefined;
  return shape<StopPlan>(stopParts)(services ? { ...old, services } : value, at);
};
