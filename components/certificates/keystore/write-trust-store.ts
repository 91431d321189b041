import { createHash, X509Certificate } from "node:crypto";

const magic = 0xfeedfeed;
const version = 2;
const trustedCertificate = 2;

/** For stores whose content is public: it keeps no secret, and Java wants one. */
export const publicPassword = "changeit";

/** What Java puts between the password and the content before it makes the digest. */
const whitener = "Mighty Aphrodite";

/**
 * A store of type JKS that holds trusted certificates and no key, by alias. A root is one more entry here; with keytool
 * it is one more start of Java, and a bundle may have a hundred (AWS's `global-bundle.pem`).
 * The format: `sun.security.provider.JavaKeyStore`.
 *
 * @param certificates PEM by alias, in lower case as Java keeps them
 */
export function writeTrustStore(certificates: Readonly<Record<string, string>>, password: string): Buffer {
  const entries = Object.entries(certificates);
  const content = Buffer.concat([
    ...[magic, version, entries.length].map(uint32),
    ...entries.flatMap(([alias, pem]) => renderEntry(alias, new X509Certificate(pem).raw)),
  ]);
  const digest = createHash("sha1").update(Buffer.from(password, "utf16le").swap16()).update(whitener);
  return Buffer.concat([content, digest.update(content).digest()]);
}

function renderEntry(alias: string, der: Buffer): Buffer[] {
  // The time that it was added: of no use, and the same roots shall be the same bytes.
  const addedAtMs = Buffer.alloc(8);
  return [uint32(trustedCertificate), utf(alias), addedAtMs, utf("X.509"), uint32(der.length), der];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function utf(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
