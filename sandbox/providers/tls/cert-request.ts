import { createHash, createPublicKey } from "node:crypto";
import { Attributes, CertificationRequest, CertificationRequestInfo } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Attribute, Extensions, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { nameKinds } from "./certificate-inputs";
import { createAlternativeNames } from "./extensions";
import { parsePrivateKey } from "./keys";
import { renderPem } from "./pem";
import { createSigner } from "./signing";
import { createName, type Subject } from "./subject";
import { createTlsHandler } from "./tls-resource";

interface Inputs {
  readonly privateKeyPem: string;
  readonly subject?: Subject;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  readonly uris?: readonly string[];
}

/** The attribute that holds the extensions which a request asks for. */
export const extensionRequest = "1.2.840.113549.1.9.14";

/** `tls:index/certRequest:CertRequest` */
export const certRequest = createTlsHandler({
  inputs: { kinds: { ...nameKinds, privateKeyPem: "string" }, required: ["privateKeyPem"] },
  defaults: {},
  computed: ["certRequestPem", "keyAlgorithm"],
  secrets: ["privateKeyPem"],

  async make(given) {
    const inputs = given as unknown as Inputs;
    const { key, algorithm } = parsePrivateKey(inputs.privateKeyPem, "privateKeyPem");
    const subject = createName(inputs.subject);
    const names = createAlternativeNames(inputs, subject.length === 0);
    const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
    const certificationRequestInfo = new CertificationRequestInfo({
      subject,
      subjectPKInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
      attributes: new Attributes(
        names
          ? [
              new Attribute({
                type: extensionRequest,
                values: [AsnConvert.serialize(new Extensions([names]))],
              }),
            ]
          : [],
      ),
    });
    const signer = createSigner(key);
    const request = new CertificationRequest({
      certificationRequestInfo,
      signatureAlgorithm: signer.algorithm,
      signature: signer.sign(AsnConvert.serialize(certificationRequestInfo)),
    });
    const der = new Uint8Array(AsnConvert.serialize(request));
    return {
      id: createHash("sha1").update(der).digest("hex"),
      outputs: { certRequestPem: renderPem("CERTIFICATE REQUEST", der), keyAlgorithm: algorithm },
    };
  },
});
