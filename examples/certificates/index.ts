import * as aws from "@pulumi/aws";
import { CertificateAuthority, LeafCertificate } from "pulumi-wso2";

// Ten years; its key stays in the state, as a secret.
const authority = new CertificateAuthority("inside", { commonName: "Example private root" });

// An `up` in the last 30 days of a year makes a new one.
const shop = new LeafCertificate("shop", {
  authority,
  dnsNames: ["shop.example.com", "shop.internal"],
  validityDays: 365,
  renewalDays: 30,
});

const edge = new aws.iam.ServerCertificate("shop", {
  certificateBody: shop.certificatePem,
  certificateChain: authority.certificatePem,
  privateKey: shop.privateKeyPem,
});

export const certificateArn = edge.arn;
export const rootCertificate = authority.certificatePem;
