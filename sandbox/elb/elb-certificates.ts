import { certificateFile } from "./elb-files";
import type { ElbModel } from "./elb-model";

/** A server certificate with its key, as the sandbox's AWS API keeps it. */
export interface ServerCertificate {
  readonly arn: string;
  readonly certificateBody: string;
  readonly certificateChain?: string | null;
  readonly privateKey: string;
}

/**
 * The certificate bundles that the listeners of a balancer need, by path.
 *
 * @throws Error when a listener names a certificate that IAM doesn't hold.
 */
export function planCertificateFiles(
  elb: ElbModel,
  certificates: readonly ServerCertificate[],
): Map<string, string> {
  const files = new Map<string, string>();
  for (const { port, protocol, certificateArn } of elb.listeners) {
    if (protocol !== "HTTPS") continue;
    const found = certificates.find(({ arn }) => arn === certificateArn);
    if (!found || certificateArn === undefined) {
      throw new Error(
        `${elb.name}: listener ${port} names certificate ${certificateArn}, which IAM doesn't hold`,
      );
    }
    const parts = [found.certificateBody, found.certificateChain ?? "", found.privateKey];
    const bundle = parts.map((part) => part.trim()).filter(Boolean);
    files.set(certificateFile(certificateArn), `${bundle.join("\n")}\n`);
  }
  return files;
}
