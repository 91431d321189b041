import { checkDigest, checkJava, type Problem } from "../components";
import { type PlatformProducts, serviceNames } from "./api-manager-products";
import { type ApiManagerSettings, settingsOf } from "./api-manager-settings";
import { nodeCertificate } from "./node-certificate";
import { packDigest, planSource } from "./pack-settings";

/**
 * What is wrong with the two products of a configuration.
 *
 * @param before What the last deployment served.
 * @param identityName In the certificates of Identity Server's nodes.
 */
export function checkPlatform(
  settings: ApiManagerSettings,
  products: PlatformProducts,
  before: unknown,
  identityName: string = serviceNames.identity,
): Problem[] {
  return [
    ...nodeCertificate(settings, identityName, before).problems,
    ...(["identity", "apiManager"] as const).flatMap((key) => {
      const { version } = settingsOf(settings, key);
      const source = planSource(settings.pack, products[key]);
      return [
        ...checkJava(products[key], settings.ami),
        ...checkDigest(source, packDigest(settings, version), "wso2:packSha256"),
      ];
    }),
  ];
}

/** Both products may have the same to say. */
export function once(problems: readonly Problem[]): Problem[] {
  const said = new Map(problems.map((problem) => [`${problem.propertyPath} ${problem.reason}`, problem]));
  return [...said.values()];
}
