import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type CertificateAuthority,
  type CertificateFiles,
  expiresAt,
  givenRemedy,
  givenWarningDays,
  LeafCertificate,
  warnBeforeEnd,
} from "../components";
import { givenCertificate, type ServedSettings } from "./given-certificate";

/** The certificate of the load balancer, in IAM. */
export interface EdgeCertificate {
  readonly arn: pulumi.Output<string>;
  /** RFC 3339. */
  readonly expiresAt: pulumi.Output<string>;
  readonly isGiven: boolean;
  /** The root of a given certificate, where it was given too: what clients must trust when it is a private one. */
  readonly rootPem?: string;
}

/**
 * The one that is configured, or one from the private root.
 * @param caGeneration Which of the trusted roots signs; clients must know it already.
 */
export function edgeCertificate(
  name: string,
  settings: ServedSettings,
  authority: CertificateAuthority,
  caGeneration: number,
): EdgeCertificate {
  const { files } = givenCertificate(settings);
  return files ? given(name, files) : fromAuthority(name, settings, authority, caGeneration);
}

function given(name: string, files: CertificateFiles): EdgeCertificate {
  const { certificatePem: certificateBody, chainPem: certificateChain, privateKeyPem, rootPem } = files;
  const privateKey = pulumi.secret(privateKeyPem);
  const certificate = upload(name, { certificateBody, certificateChain, privateKey });
  const ends = pulumi.output(expiresAt(certificateBody));
  warnBeforeEnd(certificate, "the load balancer", ends, givenRemedy, givenWarningDays);
  return { arn: certificate.arn, expiresAt: ends, isGiven: true, ...(rootPem && { rootPem }) };
}

function fromAuthority(
  name: string,
  { host, furtherHosts = [], caGeneration: newest }: ServedSettings,
  authority: CertificateAuthority,
  caGeneration: number,
): EdgeCertificate {
  const signer = (caGeneration < newest && authority.previous) || authority;
  const leaf = new LeafCertificate(name, { authority: signer, dnsNames: [host, ...furtherHosts] });
  const certificate = upload(name, {
    certificateBody: leaf.certificatePem,
    certificateChain: signer.certificatePem,
    privateKey: leaf.privateKeyPem,
  });
  return { arn: certificate.arn, expiresAt: leaf.expiresAt, isGiven: false };
}

/** A new certificate comes before the old one goes, under a new name: AWS deletes none that is used. */
function upload(
  name: string,
  args: Pick<aws.iam.ServerCertificateArgs, "certificateBody" | "certificateChain" | "privateKey">,
): aws.iam.ServerCertificate {
  return new aws.iam.ServerCertificate(name, args);
}
