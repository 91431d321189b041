import { checkContent, checkIdentityServer, type Problem } from "../components";
import { identityOf, planProducts, tablesOf } from "./api-manager-products";
import type { ApiManagerSettings } from "./api-manager-settings";
import { checkApiManagerParts } from "./check-parts";
import { checkBackupSetting, checkContentSetting, planContentSetting } from "./content-settings";
import { keysOf, namesOf, settingsOf } from "./platform-parts";

const known = {
  version: {
    pattern: /^4\.[3-6]\.\d+([.-][0-9A-Za-z]+)*$/,
    meaning: "4.3.x to 4.6.x are known, those that go with Identity Server 7",
  },
  identityVersion: { pattern: /^7\.[01]\.\d+([.-][0-9A-Za-z]+)*$/, meaning: "7.0.x and 7.1.x are known" },
};

/** What is wrong with versions, settings and tables of both products, by the keys that the user wrote. */
export function checkProducts(settings: ApiManagerSettings): Problem[] {
  const { version, identityVersion, identityNodeCount } = settings;
  const problems = (["version", "identityVersion"] as const)
    .filter((key) => !known[key].pattern.test(settings[key]))
    .map((key) => ({
      propertyPath: key as string,
      reason: `got ${JSON.stringify(settings[key])}; ${known[key].meaning}`,
    }));
  const isKnown = (key: string) => !problems.some(({ propertyPath }) => propertyPath === key);
  const identityTables = tablesOf(settings.identityDeploymentToml);
  return [
    ...problems,
    ...(settings.pack === undefined ? [version, identityVersion].flatMap(checkPublished) : []),
    ...(isKnown("version") ? checkApiManagerParts(settings) : []),
    ...(isKnown("identityVersion")
      ? checkIdentityServer(identityVersion, identityOf(settings), identityTables, identityNodeCount)
      : []
    ).map(asIdentity),
    ...(isKnown("version") ? checkCommon(settings, "contentSync") : []),
    ...(isKnown("identityVersion") ? checkCommon(settings, "identityContentSync") : []),
    ...checkBackupSetting(settings),
  ];
}

/** An update level, as in 4.5.0.20, is in nobody's downloads. */
function checkPublished(version: string): Problem[] {
  if (!/^\d+\.\d+\.\d+[.-]/.test(version)) return [];
  const reason = `is needed for version ${version}: WSO2 publishes releases alone, and an updated distribution is yours to keep`;
  return [{ propertyPath: "pack", reason }];
}

/** What is wrong with the folders that nodes have in common. The rest must be right for a product to be planned. */
function checkCommon(settings: ApiManagerSettings, key: "contentSync" | "identityContentSync"): Problem[] {
  const content = settings[key];
  if (!content) return [];
  if (settings.strategy === "blue-green") {
    const reason =
      "goes with the strategies auto, in-place and replace: under blue-green a new set of nodes would begin without the content of the one before";
    return [{ propertyPath: key, reason }];
  }
  const part = key === "contentSync" ? "apiManager" : "identity";
  const product = planProducts(settings)[part];
  const nodes = keysOf(namesOf(settings, part).prefix, settingsOf(settings, part).nodeCount);
  const problems = checkContentSetting(key, content);
  // Of the file system that the stack will make.
  const known = planContentSetting(content, { server: "efs", efs: true });
  const of =
    content.by === "nfs" && content.server === undefined ? { ...known, share: { server: "needed" } } : known;
  return [
    ...problems,
    ...checkContent(product, of, nodes).map(({ propertyPath, reason }) => ({
      propertyPath: `${key}.${propertyPath.replace("share.", "")}`,
      reason,
    })),
  ];
}

/** A problem of the server's settings is one of the key that gave them. */
function asIdentity({ propertyPath, reason }: Problem): Problem {
  if (propertyPath === "hostname") return { propertyPath: "identityHost", reason };
  const own = /^(databases|deploymentToml)\b/.test(propertyPath);
  const path = own ? `identity${propertyPath.replace(/^./, (letter) => letter.toUpperCase())}` : propertyPath;
  return { propertyPath: path, reason };
}
