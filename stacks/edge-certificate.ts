import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type CertificateAuthority,
  type CertificateFiles,
  expiresAt,
  givenRemedy,
  givenWarningDays,
  LeafCertificate,
  type TierCertificate,
  warnBeforeEnd,
} from "../components";
import { certificatePlaces } from "./certificate-places";
import { givenCertificate, type ServedSettings } from "./given-certificate";
import type { ServedPlan } from "./plan-served";

/** The certificate that clients are shown. */
export interface EdgeCertificate {
  /** In IAM, for a load balancer of AWS. */
  readonly arn?: pulumi.Output<string>;
  readonly files: Omit<TierCertificate, "expiresAt">;
  /** RFC 3339. */
  readonly expiresAt: pulumi.Output<string>;
  readonly isGiven: boolean;
  /** The root of a given certificate, where it was given too: what clients must trust when it is a private one. */
  readonly rootPem?: string;
}

/**
 * The one that is configured, or one from the private root; in IAM where a load balancer shows it. None where the load
 * balancer shows another that AWS has.
 * @param plan Which of the trusted roots signs, which clients must know already; what stands in front.
 */
export function edgeCertificate(
  name: string,
  settings: ServedSettings,
  authority: CertificateAuthority,
  { edgeCaGeneration: caGeneration, kinds }: Pick<ServedPlan, "edgeCaGeneration" | "kinds">,
): EdgeCertificate | undefined {
  const { files: givenFiles } = givenCertificate(settings);
  const shownBy = certificatePlaces(settings.edge, kinds);
  if (shownBy.length === 0) return undefined;
  const isUploaded = shownBy.includes("load balancer");
  return givenFiles
    ? given(name, givenFiles, isUploaded)
    : fromAuthority(name, settings, authority, caGeneration, isUploaded);
}

function given(name: string, { rootPem, ...files }: CertificateFiles, isUploaded: boolean): EdgeCertificate {
  const { certificatePem, chainPem } = files;
  const all = {
    certificatePem,
    privateKeyPem: pulumi.secret(files.privateKeyPem),
    ...(chainPem && { chainPem }),
  };
  const certificate = isUploaded ? upload(name, all) : undefined;
  const ends = pulumi.output(expiresAt(certificatePem));
  warnBeforeEnd(
    certificate,
    isUploaded ? "the load balancer" : "the HAProxy tier",
    ends,
    givenRemedy,
    givenWarningDays,
  );
  return {
    ...(certificate && { arn: certificate.arn }),
    ...{ files: all, expiresAt: ends, isGiven: true },
    ...(rootPem && { rootPem }),
  };
}

function fromAuthority(
  name: string,
  { host, furtherHosts = [], caGeneration: newest }: ServedSettings,
  authority: CertificateAuthority,
  caGeneration: number,
  isUploaded: boolean,
): EdgeCertificate {
  const signer = (caGeneration < newest && authority.previous) || authority;
  const leaf = new LeafCertificate(name, { authority: signer, dnsNames: [host, ...furtherHosts] });
  const { certificatePem, privateKeyPem, expiresAt: ends } = leaf;
  const files = { certificatePem, chainPem: signer.certificatePem, privateKeyPem };
  const common = { files, expiresAt: ends, isGiven: false };
  return isUploaded ? { arn: upload(name, files).arn, ...common } : common;
}

/** A new certificate comes before the old one goes, under a new name: AWS deletes none that is used. */
function upload(
  name: string,
  { certificatePem, chainPem, privateKeyPem }: EdgeCertificate["files"],
): aws.iam.ServerCertificate {
  return new aws.iam.ServerCertificate(name, {
    certificateBody: certificatePem,
    certificateChain: chainPem,
    privateKey: privateKeyPem,
  });
}
