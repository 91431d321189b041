import { X509Certificate } from "node:crypto";
import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  Certificate,
  type Extension,
  Extensions,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  SubjectKeyIdentifier,
} from "@peculiar/asn1-x509";
import { extensionRequest } from "./cert-request";
import { certificateDefaults, certificateKinds, certificateOutputs } from "./certificate-inputs";
import { createExtensions, keyIdOf } from "./extensions";
import { issueCertificate } from "./issue-certificate";
import { parsePrivateKey } from "./keys";
import { parsePem } from "./pem";
import { createTlsHandler } from "./tls-resource";

interface Inputs {
  readonly certRequestPem: string;
  readonly caPrivateKeyPem: string;
  readonly caCertPem: string;
  readonly allowedUses: readonly string[];
  readonly validityPeriodHours: number;
  readonly isCaCertificate: boolean;
  readonly maxPathLength?: number;
  readonly setSubjectKeyId: boolean;
}

/** `tls:index/locallySignedCert:LocallySignedCert` */
export const locallySignedCert = createTlsHandler({
  inputs: {
    kinds: {
      ...certificateKinds,
      certRequestPem: "string",
      caPrivateKeyPem: "string",
      caCertPem: "string",
    },
    required: ["allowedUses", "caCertPem", "caPrivateKeyPem", "certRequestPem", "validityPeriodHours"],
  },
  defaults: certificateDefaults,
  computed: [...certificateOutputs, "caKeyAlgorithm"],
  secrets: ["caPrivateKeyPem"],

  async make(given) {
    const inputs = given as unknown as Inputs;
    const requestDer = parsePem("CERTIFICATE REQUEST", inputs.certRequestPem, "certRequestPem");
    const request = AsnConvert.parse(requestDer, CertificationRequest).certificationRequestInfo;
    const { key: caKey, algorithm } = parsePrivateKey(inputs.caPrivateKeyPem, "caPrivateKeyPem");
    const caDer = parsePem("CERTIFICATE", inputs.caCertPem, "caCertPem");
    if (!new X509Certificate(caDer).checkPrivateKey(caKey)) {
      throw new Error("caPrivateKeyPem is not the key of the certificate in caCertPem");
    }
    const ca = AsnConvert.parse(caDer, Certificate).tbsCertificate;
    const { serial, pem, ...validity } = issueCertificate({
      subject: request.subject,
      issuer: ca.subject,
      publicKey: request.subjectPKInfo,
      signingKey: caKey,
      validityPeriodHours: inputs.validityPeriodHours,
      extensions: createExtensions({
        allowedUses: inputs.allowedUses,
        isCa: inputs.isCaCertificate,
        maxPathLength: inputs.maxPathLength,
        subjectKeyId:
          inputs.isCaCertificate || inputs.setSubjectKeyId ? keyIdOf(request.subjectPKInfo) : undefined,
        authorityKeyId: subjectKeyIdOf(ca.extensions),
        alternativeNames: requestedNames(request.attributes),
      }),
    });
    return {
      id: serial,
      outputs: { certPem: pem, ...validity, readyForRenewal: false, caKeyAlgorithm: algorithm },
    };
  },
});

function subjectKeyIdOf(extensions: Extensions | undefined): Uint8Array | undefined {
  const found = extensions?.find(({ extnID }) => extnID === id_ce_subjectKeyIdentifier);
  return found && new Uint8Array(AsnConvert.parse(found.extnValue, SubjectKeyIdentifier).buffer);
}

/** Of what a request asks for, only the names go into the certificate. */
function requestedNames(
  attributes: CertificationRequest["certificationRequestInfo"]["attributes"],
): Extension | undefined {
  const asked = attributes?.find(({ type }) => type === extensionRequest)?.values[0];
  if (!asked) return undefined;
  return AsnConvert.parse(asked, Extensions).find(({ extnID }) => extnID === id_ce_subjectAltName);
}
