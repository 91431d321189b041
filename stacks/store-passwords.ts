import { createHmac } from "node:crypto";
import type { CertificateAuthority } from "../components";

/** Passwords that nobody has to choose or keep: each is derived from the root's key, which is a secret. */
export function storePasswords(authority: CertificateAuthority) {
  return authority.privateKeyPem.apply((key) => {
    const derive = (purpose: string) => createHmac("sha256", key).update(purpose).digest("hex").slice(0, 32);
    return { keystore: derive("keystore"), truststore: derive("truststore") };
  });
}
