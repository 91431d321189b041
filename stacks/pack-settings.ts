import { z } from "zod";
import type { Product } from "../components";

const digest = z.string().regex(/^([0-9a-f]{64}|unverified)$/, 'a SHA-256 in hex, or "unverified"');

/**
 * The digest that is configured for one version.
 *
 * @param name Of its distribution, where a version has several. @default one of the version's name is meant
 */
export function packDigest(
  { packSha256 }: { readonly packSha256?: string | Readonly<Record<string, string>> | undefined },
  version: string,
  name = "",
): string | undefined {
  return typeof packSha256 === "object"
    ? (packSha256[`${name}-${version}`] ?? packSha256[version])
    : packSha256;
}

/** The distribution's address, with the product's name and version filled in. */
export function planSource(pack: string | undefined, { name, version, publishedAt }: Product): string {
  return pack?.replaceAll("{name}", name).replaceAll("{version}", version) ?? publishedAt;
}

export const packSetting = z
  .string()
  .regex(/^(https|file):\/\//, "an address that starts with https:// or file://")
  .optional();

export const packDigestSetting = z.union([digest, z.record(z.string(), digest)]).optional();

/** The zip that a group runs; the same keys in every system. */
export const packSettings = {
  pack: packSetting.describe(
    "The distribution, an `https://` or `file://` address; `{version}`, and in integrator `{name}`, are filled in.",
  ),
  packSha256: packDigestSetting.describe(
    'Digest of that zip, or of each version\'s: `{"4.3.0": "<digest>"}`; needed for an `https://` address, `unverified` runs whatever is fetched.',
  ),
};
