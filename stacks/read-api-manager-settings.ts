import * as pulumi from "@pulumi/pulumi";
import { checkJavaOpts, type Problem, Problems } from "../components";
import { once } from "./api-manager-check";
import { checkPlatformDatabase } from "./api-manager-databases";
import { type ApiManagerSettings, apiManagerSchema, planHosts } from "./api-manager-settings";
import { keyOfPart } from "./check-parts";
import { checkProducts } from "./check-products";
import { checkRoll } from "./check-roll";
import { parseSettings, type SettingsReader } from "./parse-settings";
import {
  keysOf,
  namesOf,
  type PlatformPart,
  partApprovals,
  partKeys,
  partsOf,
  settingsOf,
} from "./platform-parts";
import { checkPlace, keyed, reader } from "./read-settings";

/** How the configuration of both products is read; system `sso` has most of it in common. */
export const apiManagerReader: SettingsReader<ApiManagerSettings> = {
  schema: apiManagerSchema,
  textKeys: [
    ...[...reader.textKeys, "identityVersion", "identityJavaOpts", "gatewayHost", "identityHost"],
    ...["identityApprovedRoll", "adminUsername"],
    ...partApprovals,
  ],
  secretKeys: [
    ...[...reader.secretKeys, "identityJavaOpts", "identityDeploymentToml"],
    ...["databases", "identityDatabases", ...Object.values(partKeys)],
  ],
  checkTogether: (settings) => once(checkTogether(settings)),
};

/** The configuration of system `api-manager`, checked as a whole, as that of the others is. */
export function readApiManagerSettings(values: Readonly<Record<string, string>>): ApiManagerSettings {
  return parseSettings(apiManagerReader, values);
}

function checkTogether(settings: ApiManagerSettings): Problem[] {
  const names = Object.values(planHosts(settings));
  const problems = new Problems();
  problems.require(
    new Set(names).size === names.length,
    "wso2:gatewayHost or wso2:identityHost",
    `got ${names.join(", ")}; three names are needed: HAProxy knows by the name which product is meant`,
  );
  return [...problems.list, ...checkPlatformSettings(settings)];
}

/** What no single key shows of two products, whatever stands in front of them. */
export function checkPlatformSettings(settings: ApiManagerSettings): Problem[] {
  const { portals, ...further } = planHosts(settings);
  const furtherHosts = Object.values(further).filter((host) => host !== portals);
  const place = { ...settings, furtherHosts };
  const subnetCount = settings.vpcId ? (settings.privateSubnetIds?.length ?? 0) : settings.zoneCount;
  return [
    ...checkPlace(place),
    ...keyed(checkProducts(settings)),
    ...keyed(checkPlatformDatabase(settings, pulumi.getStack(), subnetCount)),
    ...keyed(checkJavaOpts(settings.identityJavaOpts)).map(({ reason }) => ({
      propertyPath: "wso2:identityJavaOpts",
      reason,
    })),
    ...partsOf(settings).flatMap((part) => checkPart(settings, part)),
  ];
}

/** What is wrong with the roll of one part, and with what it has of its own. */
function checkPart(settings: ApiManagerSettings, part: PlatformPart): Problem[] {
  const own = settingsOf(settings, part);
  const roll = checkRoll(own, keysOf(namesOf(settings, part).prefix, own.nodeCount));
  const isOwn = part !== "identity" && own.javaOpts !== settings.javaOpts;
  return [
    ...roll.map(({ propertyPath, reason }) => ({
      propertyPath: `wso2:${keyOfPart(settings, part, propertyPath.replace("wso2:", ""))}`,
      reason,
    })),
    ...(isOwn
      ? checkJavaOpts(own.javaOpts).map(({ reason }) => ({
          propertyPath: `wso2:${keyOfPart(settings, part, "javaOpts")}`,
          reason,
        }))
      : []),
  ];
}
