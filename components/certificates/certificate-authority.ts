import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/** What a private root is made with. */
export interface CertificateAuthorityArgs {
  /** Common name of the root. */
  commonName: string;
  /** @default 3650 */
  validityDays?: number;
}

/** A private root for what is inside: nodes, HAProxy, and the edge where no public certificate is given. */
export class CertificateAuthority extends pulumi.ComponentResource {
  readonly certificatePem: pulumi.Output<string>;
  /** Secret. */
  readonly privateKeyPem: pulumi.Output<string>;

  constructor(name: string, args: CertificateAuthorityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:CertificateAuthority", name, {}, opts);
    const key = new tls.PrivateKey(name, { algorithm: "ECDSA", ecdsaCurve: "P256" }, { parent: this });
    const root = new tls.SelfSignedCert(
      name,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: args.commonName },
        isCaCertificate: true,
        setSubjectKeyId: true,
        validityPeriodHours: 24 * (args.validityDays ?? 3650),
        allowedUses: ["cert_signing", "crl_signing"],
      },
      { parent: this },
    );
    this.certificatePem = root.certPem;
    this.privateKeyPem = pulumi.secret(key.privateKeyPem);
    this.registerOutputs({ certificatePem: this.certificatePem });
  }
}
