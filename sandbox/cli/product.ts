import { join } from "node:path";
import type { ProductId } from "../carbon";
import { cacheDir } from "../paths";

/** The product of a version; undefined for a version that no product here has. */
export function productOf(version: string | undefined): ProductId | undefined {
  if (version?.startsWith("4.")) return "wso2mi";
  if (version?.startsWith("6.")) return "wso2ei";
  return undefined;
}

/** Where the stack finds the stand-ins' zips; `{name}` and `{version}` are its own placeholders. */
export function packAddress(): string {
  return `file://${join(cacheDir(), "packs")}/{name}-{version}.zip`;
}

const demoVersions: Readonly<Record<ProductId, readonly [string, string]>> = {
  wso2mi: ["4.3.0", "4.4.0"],
  wso2ei: ["6.5.0", "6.6.0"],
};

/**
 * The version that a demonstration rolls to: the other one of its product.
 *
 * @throws Error when the version now is of no known product.
 */
export function planDemoVersion(now: string | undefined): string {
  const product = productOf(now);
  if (!product) throw new Error(`wso2:version is ${now}; give the version to roll to: --to <version>`);
  const [first, second] = demoVersions[product];
  return now === second ? first : second;
}
