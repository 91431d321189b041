import type { X509Certificate } from "node:crypto";
import { readCertificate } from "../certificates/certificate-files";
import type { StateResource } from "./stack-access";

/** A certificate in a stack's state. */
export interface CertificateFacts {
  /** The resource's name: `wso2-prod-node1`. */
  readonly name: string;
  /** Whom it is for: DNS names, or the subject's common name. */
  readonly for: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly validUntil: string;
}

const dayMs = 86_400_000;

/** Where each type of resource keeps its certificate. */
const properties: Readonly<Record<string, string>> = {
  "tls:index/selfSignedCert:SelfSignedCert": "certPem",
  "tls:index/locallySignedCert:LocallySignedCert": "certPem",
  "aws:iam/serverCertificate:ServerCertificate": "certificateBody",
  "aws:acm/certificate:Certificate": "certificateBody",
};

/** Every certificate of a state, what ends first at the top; the same one is listed once, where it was made. */
export function planCertificates(resources: readonly StateResource[]): CertificateFacts[] {
  const byPrint = new Map<string, CertificateFacts>();
  for (const { type, urn, outputs } of resources) {
    const pem = outputs?.[properties[type] ?? ""];
    const certificate = typeof pem === "string" ? readCertificate(pem) : undefined;
    if (!certificate || byPrint.has(certificate.fingerprint256)) continue;
    byPrint.set(certificate.fingerprint256, describe(urn.slice(urn.lastIndexOf("::") + 2), certificate));
  }
  return [...byPrint.values()].sort((a, b) => a.validUntil.localeCompare(b.validUntil));
}

function describe(name: string, certificate: X509Certificate): CertificateFacts {
  const names = (certificate.subjectAltName ?? "")
    .split(", ")
    .map((each) => each.replace(/^(DNS|IP Address):/, ""));
  const found = names.filter(Boolean);
  return {
    name,
    for: found.length > 0 ? found.join(", ") : commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    validUntil: new Date(certificate.validTo).toISOString(),
  };
}

function commonName(subject: string): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll("\n", ", ");
}

/** Whole days that are left; negative when it is over. */
export function daysLeft({ validUntil }: Pick<CertificateFacts, "validUntil">, now: Date): number {
  return Math.floor((Date.parse(validUntil) - now.getTime()) / dayMs);
}
