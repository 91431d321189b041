import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type CertificateAuthority, LeafCertificate } from "../components";
import type { ClusterSettings } from "./settings";

/** The certificate of the load balancer, in IAM: the one that is configured, or one from the private root. */
export function edgeCertificate(
  name: string,
  settings: ClusterSettings,
  authority: CertificateAuthority,
): pulumi.Output<string> {
  const { certificatePem, certificateChainPem, certificateKeyPem } = settings;
  const given =
    certificatePem && certificateKeyPem
      ? {
          certificateBody: certificatePem,
          certificateChain: certificateChainPem,
          privateKey: pulumi.secret(certificateKeyPem),
        }
      : fromAuthority(name, settings.host, authority);
  // A new certificate comes before the old one goes, under a new name: AWS deletes none that is used.
  return new aws.iam.ServerCertificate(name, given).arn;
}

function fromAuthority(name: string, host: string, authority: CertificateAuthority) {
  const leaf = new LeafCertificate(name, { authority, dnsNames: [host] });
  return {
    certificateBody: leaf.certificatePem,
    certificateChain: authority.certificatePem,
    privateKey: leaf.privateKeyPem,
  };
}
