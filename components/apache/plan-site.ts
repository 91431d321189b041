import {
  type ApacheMapping,
  type ApachePort,
  type ApacheProduct,
  type ApacheSite,
  apacheManagerPort,
  apachePorts,
  productPorts,
} from "./site-model";

/** One `<Proxy balancer://...>`: a port of a product's nodes. */
export interface BalancerSettings {
  /** `apim`, `apim-gateway` */
  readonly name: string;
  /** By node: `https://node1.example.com:9443`. */
  readonly workers: Readonly<Record<string, string>>;
  /** None for the gateway: a call carries all that it needs. */
  readonly sticky?: { readonly by: "cookie" | "route"; readonly cookie: string };
  readonly checkPath: string;
}

/** A product with every default filled in. */
export interface ProductSettings {
  readonly key: string;
  readonly balancers: readonly BalancerSettings[];
  /** The longest path first: Apache takes the first that fits. */
  readonly mappings: readonly (ApacheMapping & { readonly balancer: string })[];
  /** Names by which the product may call itself in a redirect, beside the site's host. */
  readonly hosts: readonly string[];
  readonly check: { readonly intervalSec: number; readonly rise: number; readonly fall: number };
  readonly outUntilJoined: boolean;
}

/** A site with every default filled in. */
export interface SiteSettings extends Required<Omit<ApacheSite, "products" | "tls" | "loginProduct">> {
  readonly tls?: ApacheSite["tls"];
  readonly loginProduct?: string;
  readonly products: readonly ProductSettings[];
}

export function planSite(site: ApacheSite): SiteSettings {
  return {
    port: site.tls ? apachePorts.https : apachePorts.http,
    publicPort: 443,
    trustedCidrs: [],
    managerPort: apacheManagerPort,
    trafficTimeoutSec: 60,
    maxRequests: 400,
    ...site,
    products: Object.entries(site.products).map(([key, product]) => planProduct(key, product)),
  };
}

/** The balancer that a port of a product is. */
export function balancerName(product: string, port: ApachePort): string {
  return port === "servlet" ? product : `${product}-${port}`;
}

function planProduct(key: string, product: ApacheProduct): ProductSettings {
  const { nodes, mappings, check } = product;
  const used = (["servlet", "gateway"] as const).filter((port) =>
    mappings.some((mapping) => (mapping.port ?? "servlet") === port),
  );
  const longestFirst = [...mappings].sort((left, right) => right.from.length - left.from.length);
  return {
    key,
    balancers: used.map((port) => planBalancer(key, product, port)),
    mappings: longestFirst.map((mapping) => ({
      ...mapping,
      balancer: balancerName(key, mapping.port ?? "servlet"),
    })),
    hosts: [...new Set([...Object.values(nodes), "localhost"])],
    check: { intervalSec: check.intervalSec ?? 2, rise: check.rise ?? 2, fall: check.fall ?? 3 },
    outUntilJoined: product.outUntilJoined ?? false,
  };
}

function planBalancer(key: string, product: ApacheProduct, port: ApachePort): BalancerSettings {
  const { nodes, sticky = { by: "cookie" }, check } = product;
  const number = product.ports?.[port] ?? productPorts[port];
  const workers = Object.entries(nodes).map(([node, name]) => [node, `https://${name}:${number}`]);
  const own = sticky.by === "cookie" ? `WSO2_${key.toUpperCase().replaceAll("-", "_")}` : "JSESSIONID";
  return {
    name: balancerName(key, port),
    workers: Object.fromEntries(workers) as Record<string, string>,
    ...(port === "servlet" ? { sticky: { by: sticky.by, cookie: sticky.cookie ?? own } } : {}),
    checkPath: port === "servlet" ? check.path : (check.gatewayPath ?? "/services/Version"),
  };
}
