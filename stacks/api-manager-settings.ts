import { z } from "zod";
import { appServerSchema } from "./app-server-settings";
import { backupSettings, contentSetting } from "./content-settings";
import { databaseSettings } from "./database-settings";
import { type ClusterSettings, settingsSchema } from "./settings";

const { ami, nodeInstanceType, host, javaOpts, deploymentToml, databases, approvedRoll, pack } =
  appServerSchema.shape;

/** As in the other systems. */
const { shape: common } = appServerSchema.omit({
  ...{ system: true, version: true, ami: true, nodeCount: true, nodeInstanceType: true, host: true },
  ...{ javaOpts: true, deploymentToml: true, databases: true, approvedRoll: true, pack: true, backend: true },
  // Of one server alone: here each product has its own.
  ...{ portOffset: true, clusterDomain: true, readinessPath: true, database: true },
  // HAProxy alone is in front here.
  ...{ front: true, elbVersion: true, elbAmi: true, elbCount: true, elbInstanceType: true },
  ...{ elbPack: true, elbPackSha256: true, haproxyAmi: true },
});

const database = databases.unwrap().valueType;

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
    .describe("How many API Manager nodes; two at least for a roll without loss."),
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
    "The distributions, an `https://` or `file://` address; `{name}` is `wso2am` or `wso2is`, `{version}` that product's.",
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

/** The keys of one product, as a stack of that product alone has them. */
export function settingsOf(
  settings: ApiManagerSettings,
  product: "apiManager" | "identity",
): ClusterSettings {
  if (product === "apiManager") return settings;
  return {
    ...settings,
    version: settings.identityVersion,
    nodeCount: settings.identityNodeCount,
    nodeInstanceType: settings.identityInstanceType,
    javaOpts: settings.identityJavaOpts,
    deploymentToml: settings.identityDeploymentToml,
    approvedRoll: settings.identityApprovedRoll,
  };
}
