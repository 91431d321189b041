import { z } from "zod";
import { type ApiManagerSettings, apiManagerSchema } from "./api-manager-settings";
import { packSettings } from "./pack-settings";
import type { NodeClusterSettings } from "./settings";

/** As in system `api-manager`; here everything has one name, and Apache tells the products apart. */
const { haproxyAmi, haproxyCount, haproxyInstanceType, ...common } = apiManagerSchema.omit({
  ...{ system: true, backend: true, host: true, gatewayHost: true, identityHost: true },
  // The site leads to nodes that carry all of API Manager.
  ...{ deployment: true, controlPlane: true, trafficManager: true, gateway: true },
  ...{ controlPlaneApprovedRoll: true, trafficManagerApprovedRoll: true, gatewayApprovedRoll: true },
}).shape;

const mapping = z.strictObject({
  from: z.string(),
  to: z.string(),
  port: z.enum(["servlet", "gateway"]).optional(),
  cors: z.boolean().optional(),
});

/** What is wrong with the paths, the component says. */
const mappings = z.array(mapping).default([]);

/** Every configuration key of system `sso`, `wso2:<key>`. */
export const ssoSchema = z.strictObject({
  system: z.literal("sso").describe("Which system the stack deploys."),
  host: apiManagerSchema.shape.host.describe(
    "The one name that people and applications use, of both products; each node's certificate has it.",
  ),
  mappings: mappings.describe(
    'Further paths of API Manager: `[{"from": "/pets", "to": "/pets", "port": "gateway", "cors": true}]`. One with the `from` or the `to` of a path that is there takes its place. See [Paths](#paths).',
  ),
  identityMappings: mappings.describe("The same of Identity Server."),
  apacheAmi: haproxyAmi
    .optional()
    .describe("Image of the Apache machines; that of the HAProxy machines when not set."),
  apacheCount: haproxyCount.describe(
    "How many Apache machines; two at least for a change of theirs without loss.",
  ),
  apacheInstanceType: haproxyInstanceType.describe("The same of the Apache machines."),
  apacheApprovedRoll: common.approvedRoll.describe("The same of the Apaches' roll."),
  haproxyAmi,
  haproxyCount,
  haproxyInstanceType,
  backend: z
    .string()
    .default("PRD_wso2sso")
    .describe("HAProxy's backend, which has the Apache machines in it."),
  ...common,
  // Here no part of API Manager has a distribution of its own.
  nodeCount: common.nodeCount.describe("How many API Manager nodes; two at least for a roll without loss."),
  pack: common.pack.describe(
    "The distributions, an `https://` or `file://` address; `{name}` is `wso2am` or `wso2is`, `{version}` that product's.",
  ),
  packSha256: packSettings.packSha256,
});

export type SsoSettings = z.infer<typeof ssoSchema>;

/** Both products as system `api-manager` has them, all by one name. */
export function platformOf(settings: SsoSettings): ApiManagerSettings {
  const { mappings: _, identityMappings: __, apacheAmi, apacheCount, apacheInstanceType, ...rest } = settings;
  const { apacheApprovedRoll, host, ...others } = rest;
  const names = { host, gatewayHost: host, identityHost: host };
  return { ...others, ...names, system: "api-manager", deployment: "active-active" };
}

/** The Apache machines as nodes. What is the products' alone, such as smoke tests of their nodes, is none of theirs. */
export function apacheNodesOf(settings: SsoSettings): NodeClusterSettings {
  const {
    haproxyAmi,
    apacheAmi = haproxyAmi,
    apacheCount,
    apacheInstanceType,
    apacheApprovedRoll,
  } = settings;
  return {
    ...platformOf(settings),
    ...{ ami: apacheAmi, nodeCount: apacheCount, nodeInstanceType: apacheInstanceType },
    approvedRoll: apacheApprovedRoll,
    ...{ beforeNode: undefined, afterNode: undefined, beforeBatch: undefined, afterBatch: undefined },
    ...{ beforeRoll: undefined, afterRoll: undefined },
  };
}
