import { createPublicKey, type KeyObject } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { certificateDefaults, certificateKinds, certificateOutputs, nameKinds } from "./certificate-inputs";
import { createAlternativeNames, createExtensions, keyIdOf } from "./extensions";
import { issueCertificate } from "./issue-certificate";
import { parsePrivateKey } from "./keys";
import { createName, type Subject } from "./subject";
import { createTlsHandler } from "./tls-resource";

interface Inputs {
  readonly privateKeyPem: string;
  readonly subject?: Subject;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly uris?: readonly string[];
  readonly allowedUses: readonly string[];
  readonly validityPeriodHours: number;
  readonly isCaCertificate: boolean;
  readonly maxPathLength?: number;
  readonly setSubjectKeyId: boolean;
  readonly setAuthorityKeyId: boolean;
}

/** `tls:index/selfSignedCert:SelfSignedCert` */
export const selfSignedCert = createTlsHandler({
  inputs: {
    kinds: { ...certificateKinds, ...nameKinds, privateKeyPem: "string", setAuthorityKeyId: "boolean" },
    required: ["allowedUses", "privateKeyPem", "validityPeriodHours"],
  },
  defaults: { ...certificateDefaults, setAuthorityKeyId: false },
  computed: [...certificateOutputs, "keyAlgorithm"],
  secrets: ["privateKeyPem"],

  async make(given) {
    const inputs = given as unknown as Inputs;
    const { key, algorithm } = parsePrivateKey(inputs.privateKeyPem, "privateKeyPem");
    const subject = createName(inputs.subject);
    if (inputs.isCaCertificate && subject.length === 0) {
      throw new Error("subject: a certificate authority needs at least one name, such as commonName");
    }
    const publicKey = publicKeyInfo(key);
    const keyId = inputs.isCaCertificate || inputs.setSubjectKeyId ? keyIdOf(publicKey) : undefined;
    if (inputs.setAuthorityKeyId && !keyId) {
      throw new Error(
        "setAuthorityKeyId needs setSubjectKeyId or isCaCertificate in a self-signed certificate",
      );
    }
    const issued = issueCertificate({
      subject,
      issuer: subject,
      publicKey,
      signingKey: key,
      validityPeriodHours: inputs.validityPeriodHours,
      extensions: createExtensions({
        allowedUses: inputs.allowedUses,
        isCa: inputs.isCaCertificate,
        maxPathLength: inputs.maxPathLength,
        subjectKeyId: keyId,
        authorityKeyId: inputs.setAuthorityKeyId ? keyId : undefined,
        alternativeNames: createAlternativeNames(inputs, subject.length === 0),
      }),
    });
    const { serial, pem, ...validity } = issued;
    return {
      id: serial,
      outputs: { certPem: pem, ...validity, readyForRenewal: false, keyAlgorithm: algorithm },
    };
  },
});

function publicKeyInfo(key: KeyObject): SubjectPublicKeyInfo {
  return AsnConvert.parse(createPublicKey(key).export({ type: "spki", format: "der" }), SubjectPublicKeyInfo);
}
