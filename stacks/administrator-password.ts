import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";

/**
 * A password for the administrator of a stack's servers; secret. Nobody has to choose or keep it.
 *
 * It is derived from a key that is there for nothing else: a server takes it into its user store at its first start
 * alone, so it must outlive every root and certificate.
 */
export function administratorPassword(name: string): pulumi.Output<string> {
  const { privateKeyPem } = new tls.PrivateKey(`${name}-administrator`, {
    algorithm: "ECDSA",
    ecdsaCurve: "P256",
  });
  // Carbon servers take 30 characters at most.
  const derive = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 24);
  return pulumi.secret(privateKeyPem.apply(derive));
}
