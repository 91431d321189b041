import { type KeyObject, X509Certificate } from "node:crypto";

/** A certificate with its key, as load balancers and servers take it. */
export interface CertificateFiles {
  /** The certificate itself. */
  readonly certificatePem: string;
  /** Its issuers, each one's own issuer after it, without the root. @default none */
  readonly chainPem?: string;
  /** Unencrypted. */
  readonly privateKeyPem: string;
  /** The root, where it was given: what clients must trust when it is a private one. @default not known */
  readonly rootPem?: string;
}

/** The certificates of a text, one by one. */
export function splitPem(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
}

/** Undefined for text that is none, or is damaged. */
export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** Until when a certificate is valid, RFC 3339. @throws Error for text that is none */
export function expiresAt(certificatePem: string): string {
  return new Date(new X509Certificate(certificatePem).validTo).toISOString();
}

/** The root at the end of a given chain, or the certificate itself where it is its own. */
export function findRoot(...pems: readonly (string | undefined)[]): string | undefined {
  const last = splitPem(pems.join("\n")).at(-1);
  return last !== undefined && isRoot(new X509Certificate(last)) ? `${last}\n` : undefined;
}

/** By its own word; a chain ends with one of these, or before it. */
export function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate);
}

/** The form that IAM's own examples have: `BEGIN RSA PRIVATE KEY`. */
export function keyPem(key: KeyObject): string {
  const types = { rsa: "pkcs1", ec: "sec1" } as const;
  const type = types[key.asymmetricKeyType as keyof typeof types] ?? "pkcs8";
  return key.export({ format: "pem", type }).toString();
}

/** The parts of a chain as the store has it: its own certificate first. */
export function filesOf(certificates: readonly X509Certificate[], key: KeyObject): CertificateFiles {
  const [leaf, ...issuers] = certificates;
  if (!leaf) throw new Error("a chain without a certificate");
  const roots = issuers.filter(isRoot);
  const chain = issuers.filter((each) => !isRoot(each));
  const root = isRoot(leaf) ? leaf : roots[0];
  return {
    certificatePem: leaf.toString(),
    ...(chain.length > 0 ? { chainPem: chain.join("") } : {}),
    privateKeyPem: keyPem(key),
    ...(root ? { rootPem: root.toString() } : {}),
  };
}
