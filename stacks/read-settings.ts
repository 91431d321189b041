import * as pulumi from "@pulumi/pulumi";
import type { TomlTable } from "smol-toml";
import { checkCarbon, checkIntegratorVersion, checkJavaOpts, type Problem, Problems } from "../components";
import { type AppServerSettings, appServerSchema, carbonSettings } from "./app-server-settings";
import { certificateSecretKeys, certificateTextKeys } from "./certificate-settings";
import { checkEdge } from "./check-edge";
import { checkRoll } from "./check-roll";
import { checkDatabaseSettings } from "./database-settings";
import { checkElbFront } from "./elb-settings";
import { givenCertificate } from "./given-certificate";
import { checkLogSettings } from "./log-settings";
import { checkPairSettings } from "./pair-settings";
import { parseSettings, type SettingsReader } from "./parse-settings";
import { type NodeClusterSettings, type Settings, settingsSchema } from "./settings";
import { checkTraffic } from "./traffic-settings";

/** How the configuration of system `integrator` is read; the other systems have most of it in common. */
export const reader: SettingsReader<Settings> = {
  schema: settingsSchema,
  textKeys: [
    ...["proxyCommand", "version", "javaOpts", "host", "backend", "approvedRoll", "statsPassword"],
    ...certificateTextKeys,
  ],
  secretKeys: [
    ...["sshJump", "javaOpts", "deploymentToml", "statsPassword", ...certificateSecretKeys],
    ...["beforeNode", "afterNode", "beforeBatch", "afterBatch", "beforeRoll", "afterRoll"],
  ],
  checkTogether: (settings) => [...checkCluster(settings), ...checkIntegrator(settings)],
};

/**
 * The configuration of system `integrator`, checked as a whole.
 * @param values every `wso2:` key of the stack as Pulumi gives it: text, or JSON as text
 * @throws Error that names each wrong key, what it got and what is allowed
 */
export function readSettings(values: Readonly<Record<string, string>>): Settings {
  return parseSettings(reader, values);
}

/** The same of system `app-server`. */
export function readAppServerSettings(values: Readonly<Record<string, string>>): AppServerSettings {
  return parseSettings(
    {
      schema: appServerSchema,
      textKeys: [...reader.textKeys, "clusterDomain", "adminUsername", "elbVersion"],
      secretKeys: [...reader.secretKeys, "databases"],
      checkTogether: (settings) => [...checkCluster(settings), ...checkAppServer(settings)],
    },
    values,
  );
}

/** What no single key shows, of a stack of one product. */
function checkCluster(settings: NodeClusterSettings): Problem[] {
  const nodes = Array.from({ length: settings.nodeCount }, (_, index) => `node${index + 1}`);
  return [...checkPlace(settings), ...checkRoll(settings, nodes)];
}

/** The same of where it stands, how it is reached and what it shows to clients. */
export function checkPlace(settings: NodeClusterSettings): Problem[] {
  const problems = new Problems();
  const { vpcId, publicSubnetIds = [], privateSubnetIds = [] } = settings;
  if (vpcId) {
    const need = "with wso2:vpcId at least one subnet is needed";
    problems.require(publicSubnetIds.length > 0, "wso2:publicSubnetIds", need);
    problems.require(privateSubnetIds.length > 0, "wso2:privateSubnetIds", need);
  } else {
    problems.require(
      publicSubnetIds.length + privateSubnetIds.length === 0,
      "wso2:vpcId",
      "is not set, but subnets are; set it to the VPC that holds them",
    );
  }
  problems.require(
    settings.flowLogBucket === undefined || !vpcId,
    "wso2:flowLogBucket",
    "is set, and so is wso2:vpcId; the flow logs of an existing VPC are its owner's to set up",
  );
  const { zones, zoneCount } = settings;
  problems.require(
    zones === undefined || zones.length === zoneCount,
    "wso2:zones",
    `got ${zones?.length} zones; as many as wso2:zoneCount (${zoneCount}) are needed`,
  );
  problems.require(
    !settings.instanceConnect || (settings.proxyCommand === undefined && settings.sshJump === undefined),
    "wso2:instanceConnect",
    "is set, and so is wso2:proxyCommand or wso2:sshJump; machines are reached by one of them",
  );
  problems.require(
    settings.proxyCommand === undefined || settings.sshJump === undefined,
    "wso2:proxyCommand",
    "is set, and so is wso2:sshJump; machines are reached by one of them (a jump host may have a proxyCommand of its own)",
  );
  return [
    ...problems.list,
    ...checkEdge(settings, pulumi.runtime.allConfig()["aws:region"]),
    ...checkTraffic(settings),
    ...checkLogSettings(settings),
    ...checkPairSettings(settings),
    ...givenCertificate(settings).problems,
    ...keyed(checkJavaOpts(settings.javaOpts)),
  ];
}

/** What the version itself must be, `deployIntegrator` says. */
function checkIntegrator({ version, deploymentToml }: Settings): Problem[] {
  const problems = checkIntegratorVersion(version, deploymentToml as TomlTable | undefined);
  return keyed(problems.filter(({ propertyPath }) => propertyPath !== "version"));
}

/** Problems of a component, by the configuration keys that the user wrote. */
export function keyed(problems: readonly Problem[]): Problem[] {
  return problems.map(({ propertyPath, reason }) => ({ propertyPath: `wso2:${propertyPath}`, reason }));
}

/** A problem of the host's name is one of `wso2:host`, and so on. */
const carbonKeys: Readonly<Record<string, string>> = {
  hostname: "host",
  offset: "portOffset",
  clustering: "clusterDomain",
};

function checkAppServer(settings: AppServerSettings): Problem[] {
  if (settings.front === "wso2-elb") return checkElbFront(settings);
  const missing = { propertyPath: "wso2:haproxyAmi", reason: "is needed and not set" };
  return [...(settings.haproxyAmi === undefined ? [missing] : []), ...checkKernel(settings)];
}

function checkKernel(settings: AppServerSettings): Problem[] {
  const { database, databases, zoneCount } = settings;
  const subnetCount = settings.vpcId ? (settings.privateSubnetIds?.length ?? 0) : zoneCount;
  const both = database !== undefined && databases?.shared_db !== undefined;
  const twice = "is set, and so is shared_db of wso2:databases; the nodes keep their tables in one of them";
  const problems = [
    ...checkDatabaseSettings(settings, pulumi.getStack(), subnetCount),
    ...(both ? [{ propertyPath: "database", reason: twice }] : []),
    ...checkCarbon(
      settings.version,
      carbonSettings(settings),
      settings.deploymentToml as TomlTable | undefined,
    ),
  ];
  return keyed(
    problems.map(({ propertyPath, reason }) => ({
      propertyPath: carbonKeys[propertyPath] ?? propertyPath,
      reason,
    })),
  );
}
