import { createHash } from "node:crypto";

/** A public host key: its algorithm and its wire form. */
export interface HostKey {
  readonly type: string;
  readonly blob: Buffer;
}

/** Reads `ssh-ed25519 AAAA... comment`. */
export function parseHostKey(line: string): HostKey {
  const [type = "", data = ""] = line.trim().split(/\s+/);
  return { type, blob: Buffer.from(data, "base64") };
}

/** Reads a key as a server sends it: its own type comes first. */
export function parseHostKeyBlob(blob: Buffer): HostKey {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return { type: blob.subarray(4, 4 + length).toString("latin1"), blob };
}

/** As `ssh-keygen -l` prints it. */
export function fingerprint({ type, blob }: HostKey): string {
  const digest = createHash("sha256").update(blob).digest("base64").replace(/=+$/, "");
  return `${type} SHA256:${digest}`;
}

/**
 * Signature algorithms by which a server can prove that it has a key of this type, the best first. SHA-1 is taken
 * of machines that know nothing else (OpenSSH before 7.2): the key itself is known, and the proof lasts a moment.
 */
export function signatureAlgorithms(type: string): string[] {
  return type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type];
}

/** What Debian's sshd presents as long as nobody chose. */
export const anySignatureAlgorithm = [
  ...["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ...["rsa-sha2-512", "rsa-sha2-256"],
];
