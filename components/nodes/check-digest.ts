import { type Problem, Problems } from "../validation/problems";

/** In the place of a digest: whatever is fetched is taken. */
export const unverified = "unverified";

/**
 * What is wrong with the digest of a distribution. One that is fetched needs a word on it, as it is run as it comes:
 * WSO2 publishes no digests of its releases.
 *
 * @param at Path of the digest in the caller's arguments.
 */
export function checkDigest(source: string, sha256: string | undefined, at = "sha256"): Problem[] {
  const problems = new Problems();
  const isKnown = sha256 === unverified || /^[0-9a-f]{64}$/.test(sha256 ?? "");
  problems.require(
    sha256 === undefined ? source.startsWith("file://") : isKnown,
    at,
    `${sha256 === undefined ? "is needed and not set" : "is no SHA-256 in hex"}; \`curl -fL ${withoutQuery(source)} | sha256sum\` prints it, or set it to "${unverified}" to run whatever is fetched`,
  );
  return problems.list;
}

/** What a plan says of it. */
export function digestOf(sha256: string | undefined): { readonly sha256?: string } {
  return sha256 === undefined || sha256 === unverified ? {} : { sha256 };
}

/** A signed address carries its credentials in the query. */
function withoutQuery(source: string): string {
  return source.replace(/\?.*$/, "");
}
