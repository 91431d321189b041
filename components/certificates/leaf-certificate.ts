import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { Signer } from "./certificate-authority";
import { warnBeforeEnd } from "./warn-before-end";

/** What a certificate of the private root is for, and how long it lasts. */
export interface LeafCertificateArgs {
  /** Who signs it: a `CertificateAuthority`. */
  authority: Signer;
  /** Names in the certificate; the first is its common name. */
  dnsNames: string[];
  /** How long it is valid, in days. @default 397, the most that browsers accept */
  validityDays?: number;
  /** A new one is made by an `up` in the last days of the old one. @default 30 */
  renewalDays?: number;
}

/** A server certificate signed by the private root, with its own RSA key (every Java keystore takes it). */
export class LeafCertificate extends pulumi.ComponentResource {
  readonly certificatePem: pulumi.Output<string>;
  /** Secret. */
  readonly privateKeyPem: pulumi.Output<string>;
  /** Until when it is valid, RFC 3339. */
  readonly expiresAt: pulumi.Output<string>;

  constructor(name: string, args: LeafCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:LeafCertificate", name, {}, opts);
    const key = new tls.PrivateKey(name, { algorithm: "RSA", rsaBits: 2048 }, { parent: this });
    const request = new tls.CertRequest(
      name,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: args.dnsNames[0] },
        dnsNames: args.dnsNames,
      },
      { parent: this },
    );
    const signed = new tls.LocallySignedCert(
      name,
      {
        certRequestPem: request.certRequestPem,
        caPrivateKeyPem: args.authority.privateKeyPem,
        caCertPem: args.authority.certificatePem,
        validityPeriodHours: 24 * (args.validityDays ?? 397),
        earlyRenewalHours: 24 * (args.renewalDays ?? 30),
        allowedUses: ["digital_signature", "key_encipherment", "server_auth", "client_auth"],
      },
      { parent: this },
    );
    this.certificatePem = signed.certPem;
    this.privateKeyPem = pulumi.secret(key.privateKeyPem);
    this.expiresAt = signed.validityEndTime;
    const { renewalDays = 30 } = args;
    warnBeforeEnd(this, name, this.expiresAt, `an \`up\` in its last ${renewalDays} days renews it`);
    this.registerOutputs({ certificatePem: this.certificatePem, expiresAt: this.expiresAt });
  }
}
