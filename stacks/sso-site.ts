import {
  type ApacheMapping,
  type ApacheProduct,
  apiManagerMappings,
  checkSite,
  identityServerMappings,
  type Problem,
  type Product,
} from "../components";
import { gatewayPort, type PlatformAddresses, type PlatformProducts } from "./api-manager-products";
import { checkTimes } from "./check-settings";
import type { OfEach } from "./platform-parts";
import type { SsoSettings } from "./sso-settings";

/** Keys of the products at the front: they name balancers, logs and cookies. */
export const siteKeys = { apiManager: "apim", identity: "is" } as const;

/** What the front makes of API Manager's addresses. */
export function planAddresses({ host, mappings }: SsoSettings): PlatformAddresses {
  const own = merge(apiManagerMappings, mappings).find(({ to }) => to === "/devportal");
  return { devportalUrl: `https://${host}${own?.from ?? "/devportal"}` };
}

/** Both products as Apache has them, without their nodes. */
export function planSiteProducts(
  settings: SsoSettings,
  { apiManager, identity }: PlatformProducts,
): OfEach<Omit<ApacheProduct, "nodes">> {
  const { mappings, identityMappings } = settings;
  const { intervalSec, rise, fall } = checkTimes(settings);
  const check = (product: Product) => ({
    path: product.readiness(settings.host).path,
    // httpd takes whole seconds alone.
    ...{ intervalSec: Math.max(1, Math.round(intervalSec)), rise, fall },
  });
  return {
    apiManager: {
      ports: { servlet: apiManager.trafficPort, gateway: gatewayPort },
      mappings: merge(apiManagerMappings, mappings),
      outUntilJoined: true,
      check: check(apiManager),
    },
    identity: {
      ports: { servlet: identity.trafficPort },
      mappings: merge(identityServerMappings, identityMappings),
      outUntilJoined: true,
      check: check(identity),
    },
  };
}

/** A path of the operator's takes the place of one with the same beginning or end. */
function merge(own: readonly ApacheMapping[], given: readonly ApacheMapping[]): readonly ApacheMapping[] {
  return [...own.filter((each) => !given.some((other) => isSame(each, other))), ...given];
}

function isSame(left: ApacheMapping, right: ApacheMapping): boolean {
  return left.from === right.from || (left.to === right.to && portOf(left) === portOf(right));
}

const portOf = ({ port = "servlet" }: ApacheMapping) => port;

/** What is wrong with the paths, by the keys that the user wrote; nothing is registered yet. */
export function checkSitePaths(settings: SsoSettings, products: PlatformProducts): Problem[] {
  const { apiManager, identity } = planSiteProducts(settings, products);
  const nodes = { node1: "192.0.2.1" };
  const site = {
    host: settings.host,
    caPath: "/etc/ssl/ca.pem",
    products: {
      [siteKeys.apiManager]: { ...apiManager, nodes },
      [siteKeys.identity]: { ...identity, nodes },
    },
  };
  return checkSite(site).map(({ propertyPath, reason }) => ({
    propertyPath: keyOf(propertyPath, settings, { apiManager, identity }),
    reason,
  }));
}

/** `products.is.mappings[15].from` is `identityMappings[0].from`: those of the operator's stand last. */
function keyOf(
  path: string,
  settings: SsoSettings,
  products: OfEach<Pick<ApacheProduct, "mappings">>,
): string {
  const [, product, at, rest] = /^products\.(apim|is)\.mappings\[(\d+)\](.*)$/.exec(path) ?? [];
  if (product === undefined) return path;
  const [key, planned] =
    product === siteKeys.apiManager
      ? (["mappings", products.apiManager] as const)
      : (["identityMappings", products.identity] as const);
  const index = Number(at) - (planned.mappings.length - settings[key].length);
  return index < 0 ? `${key}` : `${key}[${index}]${rest}`;
}
