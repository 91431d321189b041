import { checkProductVersion, type PackOptions, type ProductId } from "./product";

/** What goes into one pack beside the server's libraries and keystores. */
export interface PackPlan {
  /** The zip's only top-level folder. */
  readonly folder: string;
  /** Path of the zip below the folder of packs. */
  readonly zip: string;
  /** Where the start script goes. */
  readonly script: string;
  /** Files by path: their whole text. */
  readonly files: Readonly<Record<string, string>>;
  readonly directories: readonly string[];
  readonly version: string;
  /** Shipped files that name the version as `@product.version@`. */
  readonly versioned: readonly string[];
  readonly hasTribes: boolean;
}

const versioned: Readonly<Record<ProductId, readonly string[]>> = {
  wso2mi: [],
  wso2ei: ["conf/carbon.xml"],
  wso2as: ["repository/conf/carbon.xml"],
  wso2elb: ["repository/conf/carbon.xml"],
};

const neverReadyApp = "repository/deployment/server/carbonapps/FaultyOrders_1.0.0.car";

/** Lays out a pack as the product's distribution is laid out. Fails on a version that it can't stand in for. */
export function planPack(product: ProductId, version: string, options: PackOptions = {}): PackPlan {
  const { title, script, hasTribes } = checkProductVersion(product, version);
  const folder = `${product}-${version}`;
  const files: Record<string, string> = { "bin/version.txt": `${title} v${version}\n` };
  if (options.neverReady) files[neverReadyApp] = "A CApp is a zip. This is none, so its deployment fails.\n";
  return {
    folder,
    zip: options.neverReady ? `never-ready/${folder}.zip` : `${folder}.zip`,
    script: `bin/${script}`,
    files,
    version,
    versioned: versioned[product],
    hasTribes: hasTribes === true,
    directories: [
      "repository/components/dropins",
      "repository/components/plugins",
      "repository/deployment/server/carbonapps",
      "repository/logs",
      "repository/resources/security",
      "tmp",
    ],
  };
}
