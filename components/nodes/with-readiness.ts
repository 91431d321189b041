import type { Product } from "./product";

/** The same product with another page that says when it can serve, for the roll and for HAProxy's checks. */
export function withReadinessPath(product: Product, path: string | undefined): Product {
  if (path === undefined) return product;
  return { ...product, readiness: (serviceName) => ({ ...product.readiness(serviceName), path }) };
}
