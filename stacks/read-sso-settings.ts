import type { Problem } from "../components";
import { once } from "./api-manager-check";
import { planProducts } from "./api-manager-products";
import { checkRoll } from "./check-roll";
import { parseSettings } from "./parse-settings";
import { keysOf } from "./platform-parts";
import { apiManagerReader, checkPlatformSettings } from "./read-api-manager-settings";
import { keyed } from "./read-settings";
import { apacheNodesOf, platformOf, type SsoSettings, ssoSchema } from "./sso-settings";
import { checkSitePaths, planAddresses } from "./sso-site";

/** The configuration of system `sso`, checked as a whole, as that of the others is. */
export function readSsoSettings(values: Readonly<Record<string, string>>): SsoSettings {
  return parseSettings(
    {
      schema: ssoSchema,
      textKeys: [...apiManagerReader.textKeys, "apacheApprovedRoll"],
      secretKeys: apiManagerReader.secretKeys,
      checkTogether: (settings) => once(checkTogether(settings)),
    },
    values,
  );
}

function checkTogether(settings: SsoSettings): Problem[] {
  const platform = platformOf(settings);
  const problems = checkPlatformSettings(platform);
  const roll = checkRoll(apacheNodesOf(settings), keysOf("apache", settings.apacheCount));
  return [
    ...problems,
    ...roll.map(({ propertyPath, reason }) => ({
      propertyPath: propertyPath.replace("nodeCount", "apacheCount"),
      reason,
    })),
    ...(settings.strategy === "blue-green" ? [notBlueGreen] : []),
    // Without products that are right there is no site.
    ...(problems.length > 0
      ? []
      : keyed(checkSitePaths(settings, planProducts(platform, planAddresses(settings))))),
  ];
}

const notBlueGreen = {
  propertyPath: "wso2:strategy",
  reason:
    "got blue-green; Apache knows each node by its name, and the new set would be known in the place of the one that serves: auto, in-place or replace",
};
