import { type KeyObject, randomBytes } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  Certificate,
  type Extension,
  Extensions,
  type Name,
  type SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";
import { renderPem } from "./pem";
import { createSigner, toArrayBuffer } from "./signing";

const hourMs = 3_600_000;

/** A certificate that is to be issued. */
export interface CertificatePlan {
  readonly subject: Name;
  readonly issuer: Name;
  readonly publicKey: SubjectPublicKeyInfo;
  readonly signingKey: KeyObject;
  readonly extensions: readonly Extension[];
  readonly validityPeriodHours: number;
}

export interface IssuedCertificate {
  /** The serial number, decimal. */
  readonly serial: string;
  readonly pem: string;
  /** RFC 3339. */
  readonly validityStartTime: string;
  readonly validityEndTime: string;
}

/** Signs a certificate that is valid from now on. */
export function issueCertificate(plan: CertificatePlan): IssuedCertificate {
  const serial = randomBytes(16);
  // Positive, and without a needless zero at the front.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const start = new Date(Math.floor(Date.now() / 1000) * 1000);
  const end = new Date(start.getTime() + plan.validityPeriodHours * hourMs);
  const { algorithm, sign } = createSigner(plan.signingKey);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: toArrayBuffer(serial),
    signature: algorithm,
    issuer: plan.issuer,
    validity: new Validity({ notBefore: start, notAfter: end }),
    subject: plan.subject,
    subjectPublicKeyInfo: plan.publicKey,
    extensions: new Extensions([...plan.extensions]),
  });
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: sign(AsnConvert.serialize(tbsCertificate)),
  });
  return {
    serial: BigInt(`0x${serial.toString("hex")}`).toString(),
    pem: renderPem("CERTIFICATE", new Uint8Array(AsnConvert.serialize(certificate))),
    validityStartTime: renderTime(start),
    validityEndTime: renderTime(end),
  };
}

function renderTime(time: Date): string {
  return time.toISOString().replace(".000Z", "Z");
}
