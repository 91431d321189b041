import { certificateFile } from "./elb-files";

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
  balancer: { readonly name: string; readonly certificateArns: readonly string[] },
  certificates: readonly ServerCertificate[],
): Map<string, string> {
  const files = new Map<string, string>();
  for (const wanted of balancer.certificateArns) {
    const found = certificates.find(({ arn }) => arn === wanted);
    if (!found) {
      throw new Error(`${balancer.name}: a listener names certificate ${wanted}, which IAM doesn't hold`);
    }
    const parts = [found.certificateBody, found.certificateChain ?? "", found.privateKey];
    const bundle = parts.map((part) => part.trim()).filter(Boolean);
    files.set(certificateFile(wanted), `${bundle.join("\n")}\n`);
  }
  return files;
}
