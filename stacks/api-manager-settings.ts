import { z } from "zod";
import { appServerSchema } from "./app-server-settings";
import { backupSettings, contentSetting } from "./content-settings";
import { databaseSettings } from "./database-settings";
import { instanceType } from "./machine-settings";
import { settingsSchema } from "./settings";

const { ami, nodeInstanceType, host, javaOpts, deploymentToml, databases, approvedRoll, pack } =
  appServerSchema.shape;

/** As in the other systems. */
const { shape: common } = appServerSchema.omit({
  ...{ system: true, version: true, ami: true, nodeCount: true, nodeInstanceType: true, host: true },
  ...{ javaOpts: true, deploymentToml: true, databases: true, approvedRoll: true, backend: true },
  ...{ pack: true, packSha256: true },
  // Of one server alone: here each product has its own.
  ...{ portOffset: true, clusterDomain: true, readinessPath: true, database: true },
  // Of the kernel's own passwords alone; the products' tables have more.
  encryptSecrets: true,
  // HAProxy alone is in front here.
  ...{ front: true, elbVersion: true, elbAmi: true, elbCount: true, elbInstanceType: true },
  ...{ elbPack: true, elbPackSha256: true, haproxyAmi: true },
});

const database = databases.unwrap().valueType;

/** What one part of a distributed deployment has of its own, each in the place of the key of the same name. */
const part = (title: string, counted: string) =>
  z
    .strictObject({
      nodeCount: z.number().int().min(1).max(50).optional(),
      nodeInstanceType: instanceType.optional(),
      javaOpts: z.string().optional(),
      deploymentToml,
    })
    .optional()
    .describe(
      `What ${title} of a distributed deployment have in the place of the keys of the same names: \`{nodeCount?, nodeInstanceType?, javaOpts?, deploymentToml?}\`. ${counted}`,
    );

const hostName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a host name in lower case")
  .optional();

/** Every configuration key of system `api-manager`, `wso2:<key>`. */
export const apiManagerSchema = z.strictObject({
  system: z.literal("api-manager").describe("Which system the stack deploys."),
  version: z.string().describe("API Manager's version, 4.3 to 4.6."),
  identityVersion: z.string().describe("Identity Server's version, 7.0 or 7.1."),
  ami,
  nodeCount: z
    .number()
    .int()
    .min(1)
    .max(50)
    .describe(
      "How many API Manager nodes, of each part in a distributed deployment; two at least for a roll without loss.",
    ),
  deployment: z
    .enum(["active-active", "distributed"])
    .default("active-active")
    .describe(
      "`active-active`: every node of API Manager carries everything. `distributed`: control planes, traffic managers and gateways are nodes of their own. See [Distributed](#distributed).",
    ),
  controlPlane: part("control planes", "Two nodes at most."),
  trafficManager: part("traffic managers", "Two nodes at most."),
  gateway: part("gateways", "As many nodes as calls need."),
  identityNodeCount: z
    .number()
    .int()
    .min(1)
    .max(50)
    .default(2)
    .describe("How many Identity Server nodes; two at least for a roll without loss."),
  nodeInstanceType: nodeInstanceType.describe(
    "Instance type of API Manager's nodes. A change replaces the machines one by one.",
  ),
  identityInstanceType: nodeInstanceType.describe("The same of Identity Server's nodes."),
  host: host.describe("Name that people use for API Manager's portals and console."),
  gatewayHost: hostName.describe("Name that clients call APIs by; `gateway.` before `host` when not set."),
  identityHost: hostName.describe(
    "Name of Identity Server's console and endpoints; `identity.` before `host` when not set.",
  ),
  backend: z
    .string()
    .default("PRD_wso2am")
    .describe("HAProxy's backend of the portals; `_gateway` and `_identity` behind it name the other two."),
  databases: z
    .strictObject({ apim_db: database, shared_db: database })
    .optional()
    .describe(
      "Databases that API Manager's nodes share, by WSO2's name. Set it with `--secret`. Needed for two nodes.",
    ),
  identityDatabases: z
    .strictObject({ identity_db: database, shared_db: database })
    .optional()
    .describe("The same of Identity Server."),
  database: databaseSettings.database.describe(
    'A database on RDS in which both products keep their tables, each in databases of its own: `{"engine": "postgres", "caPem": "..."}`, and more as docs/database.md has it. In the place of `databases` and `identityDatabases`.',
  ),
  apart: z
    .boolean()
    .default(false)
    .describe(
      "`true` for a rehearsal: nodes without shared databases, each with H2 of its own, so that what is published or registered on one is not known to the others.",
    ),
  pack: pack.describe(
    "The distributions, an `https://` or `file://` address; `{name}` is `wso2am` or `wso2is`, or a part's own, `{version}` that product's.",
  ),
  packSha256: appServerSchema.shape.packSha256.describe(
    'Digest of each version\'s zip: `{"4.5.0": "<digest>"}`, or `{"wso2am-tm-4.5.0": "<digest>"}` where a version has several; needed for an `https://` address, `unverified` runs whatever is fetched.',
  ),
  javaOpts: javaOpts.describe("Added to the arguments of API Manager's JVM."),
  identityJavaOpts: javaOpts.describe("Added to the arguments of Identity Server's JVM."),
  deploymentToml: deploymentToml.describe(
    "Tables of API Manager's deployment.toml that are added or overridden.",
  ),
  identityDeploymentToml: deploymentToml.describe("The same of Identity Server."),
  contentSync: contentSetting.describe(
    "Folders that API Manager's nodes have in common: user stores and tenants that are added while it runs. See [Content](#content).",
  ),
  identityContentSync: contentSetting.describe("The same of Identity Server."),
  ...backupSettings,
  approvedRoll: approvedRoll.describe("The id of API Manager's roll that may go on after `pauseAfterBatch`."),
  identityApprovedRoll: approvedRoll.describe("The same of Identity Server's roll."),
  controlPlaneApprovedRoll: approvedRoll.describe(
    "The same of the control planes' roll, in a distributed deployment.",
  ),
  trafficManagerApprovedRoll: approvedRoll.describe("The same of the traffic managers' roll."),
  gatewayApprovedRoll: approvedRoll.describe("The same of the gateways' roll."),
  haproxyAmi: settingsSchema.shape.haproxyAmi,
  ...common,
});

export type ApiManagerSettings = z.infer<typeof apiManagerSchema>;

/** The names that clients use, by what they lead to. */
export interface PlatformHosts {
  readonly portals: string;
  readonly gateway: string;
  readonly identity: string;
}

export function planHosts({ host, gatewayHost, identityHost }: ApiManagerSettings): PlatformHosts {
  return {
    portals: host,
    gateway: gatewayHost ?? `gateway.${host}`,
    identity: identityHost ?? `identity.${host}`,
  };
}
