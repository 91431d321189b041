import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  type SubjectPublicKeyInfo,
} from "@peculiar/asn1-x509";
import { planUsages } from "./key-usages";

/** What the extensions of a certificate say. */
export interface ExtensionPlan {
  readonly allowedUses: readonly string[];
  readonly isCa: boolean;
  /** Certificates below this one's own. @default no limit */
  readonly maxPathLength?: number | undefined;
  readonly subjectKeyId?: Uint8Array | undefined;
  readonly authorityKeyId?: Uint8Array | undefined;
  readonly alternativeNames?: Extension | undefined;
}

/** In the order in which the official provider has them. */
export function createExtensions(plan: ExtensionPlan): Extension[] {
  const { bits, extended } = planUsages(plan.allowedUses);
  const constraints = new BasicConstraints({ cA: plan.isCa });
  if (plan.isCa && plan.maxPathLength !== undefined && plan.maxPathLength >= 0) {
    constraints.pathLenConstraint = plan.maxPathLength;
  }
  return [
    bits > 0 ? extension(id_ce_keyUsage, new KeyUsage(bits), true) : undefined,
    extended.length > 0 ? extension(id_ce_extKeyUsage, new ExtendedKeyUsage(extended)) : undefined,
    extension(id_ce_basicConstraints, constraints, true),
    plan.subjectKeyId && extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(plan.subjectKeyId)),
    plan.authorityKeyId && extension(id_ce_authorityKeyIdentifier, authorityKey(plan.authorityKeyId)),
    plan.alternativeNames,
  ].filter((each) => each !== undefined);
}

/** Names beside the subject; undefined when there are none. */
export function createAlternativeNames(
  names: {
    readonly dnsNames?: readonly string[] | undefined;
    readonly ipAddresses?: readonly string[] | undefined;
    readonly uris?: readonly string[] | undefined;
  },
  subjectIsEmpty: boolean,
): Extension | undefined {
  const all = [
    ...(names.dnsNames ?? []).map((dNSName) => new GeneralName({ dNSName })),
    ...(names.ipAddresses ?? []).map((iPAddress) => {
      if (isIP(iPAddress) === 0) throw new Error(`ipAddresses: "${iPAddress}" is not an IP address`);
      return new GeneralName({ iPAddress });
    }),
    ...(names.uris ?? []).map((uniformResourceIdentifier) => new GeneralName({ uniformResourceIdentifier })),
  ];
  if (all.length === 0) return undefined;
  return extension(id_ce_subjectAltName, new SubjectAlternativeName(all), subjectIsEmpty);
}

/** SHA-1 of the public key's bits, as RFC 5280 proposes. */
export function keyIdOf(publicKey: SubjectPublicKeyInfo): Buffer {
  return createHash("sha1").update(Buffer.from(publicKey.subjectPublicKey)).digest();
}

function authorityKey(keyId: Uint8Array): AuthorityKeyIdentifier {
  return new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId) });
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}
