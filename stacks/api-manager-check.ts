import { checkDigest, checkJava, type Problem } from "../components";
import { type PlatformProducts, serviceNames } from "./api-manager-products";
import type { ApiManagerSettings } from "./api-manager-settings";
import { nodeCertificate } from "./node-certificate";
import { packDigest, planSource } from "./pack-settings";
import { ofPart, partsOf, settingsOf } from "./platform-parts";

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
    ...partsOf(settings).flatMap((part) => {
      const { version } = settingsOf(settings, part);
      const product = ofPart(products, part);
      const source = planSource(settings.pack, product);
      return [
        ...checkJava(product, settings.ami),
        ...checkDigest(source, packDigest(settings, version, product.name), "wso2:packSha256"),
      ];
    }),
  ];
}

/**
 * The nodes of one deployment are no nodes of the other one.
 *
 * @param before What the last deployment served.
 */
export function checkDeployment({ deployment }: ApiManagerSettings, before: unknown): Problem[] {
  const { deployment: last = "active-active" } = (before ?? {}) as Partial<ApiManagerSettings>;
  if (before === undefined || last === deployment) return [];
  const reason = `would put ${deployment} in the place of ${last}, which takes all nodes of API Manager away before the new ones are there; deploy a second stack and move clients`;
  return [{ propertyPath: "wso2:deployment", reason }];
}

/** Both products may have the same to say. */
export function once(problems: readonly Problem[]): Problem[] {
  const said = new Map(problems.map((problem) => [`${problem.propertyPath} ${problem.reason}`, problem]));
  return [...said.values()];
}
