import { X509Certificate } from "node:crypto";
import type { Product } from "./product";

/** By which pages of a product call their own server, where it `callsItself`. */
export const ownName = "localhost";

/** What a certificate that was given for all nodes will not do; undefined where nothing is missing. */
export function describeUnnamed(product: Product, certificatePem: string): string | undefined {
  if (!product.callsItself || new X509Certificate(certificatePem).checkHost(ownName)) return undefined;
  return (
    `the nodes' certificate is not for ${ownName}, by which pages of ${product.name} call their own server: nobody could ` +
    `sign in to them. Take one that has that name too, or set ${product.callsItself} to a name that it has and that leads ` +
    "to the node itself"
  );
}
