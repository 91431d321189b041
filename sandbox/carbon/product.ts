/** The products that the stand-in can be: by the name of their distribution. */
export type ProductId = "wso2mi" | "wso2ei" | "wso2as" | "wso2elb";

export interface PackOptions {
  /**
   * The pack holds a faulty CApp, so that its server never becomes ready.
   * @default false
   */
  readonly neverReady?: boolean;
}

export interface ProductFacts {
  /** As in the first line of bin/version.txt. */
  readonly title: string;
  readonly script: string;
  /** The versions that have these files and ports. */
  readonly majorVersion: number;
  /** Of the time of Tribes: Axis2's own clustering is in its pack. @default no */
  readonly hasTribes?: boolean;
}

export const products: Readonly<Record<ProductId, ProductFacts>> = {
  wso2mi: { title: "WSO2 Micro Integrator", script: "micro-integrator.sh", majorVersion: 4 },
  wso2ei: { title: "WSO2 Enterprise Integrator", script: "integrator.sh", majorVersion: 6 },
  wso2as: { title: "WSO2 Application Server", script: "wso2server.sh", majorVersion: 5, hasTribes: true },
  wso2elb: { title: "WSO2 Elastic Load Balancer", script: "wso2server.sh", majorVersion: 2, hasTribes: true },
};

/** Fails on a product or version that the stand-in can't be: its files and ports would be another product's. */
export function checkProductVersion(product: ProductId, version: string): ProductFacts {
  const facts = products[product];
  if (!facts) {
    throw new Error(`No stand-in for product "${product}". Allowed: ${Object.keys(products).join(", ")}`);
  }
  const example = `${facts.majorVersion}.6.0`;
  if (!/^\d+(\.\d+){1,3}(-[0-9A-Za-z.]+)?$/.test(version)) {
    throw new Error(`Version "${version}" of ${product} is not a version. Write it as ${example}`);
  }
  if (Number.parseInt(version, 10) !== facts.majorVersion) {
    throw new Error(
      `${facts.title} ${version} has other files and ports than the stand-in. ` +
        `Take a version ${facts.majorVersion}.x, as ${example}`,
    );
  }
  return facts;
}
