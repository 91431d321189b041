import { CertificateAuthority, type InstanceConnect, SshAccess } from "../components";
import type { NodeClusterSettings } from "./settings";

/** A stack's private root, and the key by which its machines are reached. */
export function createTrust(
  name: string,
  settings: NodeClusterSettings,
  way: InstanceConnect | undefined,
): { authority: CertificateAuthority; access: SshAccess } {
  const authority = new CertificateAuthority(name, {
    commonName: `${name} private root`,
    generation: settings.caGeneration,
    trustPrevious: settings.caTrustPrevious,
    alsoTrustedPem: settings.nodeCaPem,
  });
  const access = new SshAccess(name, {
    user: settings.loginUser,
    jump: settings.sshJump,
    proxyCommand: way?.proxyCommand ?? settings.proxyCommand,
  });
  return { authority, access };
}
