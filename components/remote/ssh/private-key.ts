/**
 * Reads a private key as people paste it. Line ends of Windows, a missing last one, `\n` in words and line ends
 * that became blanks are mended; what can't log in by itself is refused with what to do. No message ever repeats
 * a part of the key.
 */
export type PrivateKeyCheck = { readonly key: string } | { readonly problem: string };

const wanted = "an SSH private key without a passphrase is needed, as `ssh-keygen -t ed25519 -N ''` makes it";
const toOpenSsh = "`ssh-keygen -p -N '' -f <a copy of the file>` takes the passphrase off";

const clean = /^-----BEGIN [A-Z ]+-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END [A-Z ]+-----\n?$/;

/** A private key as the program takes it, or what is wrong with it; its text is in no message. */
export function checkPrivateKey(text: string): PrivateKeyCheck {
  const given = text.replace(/^\uFEFF/, "").trim();
  const broken = given.includes("\n") ? given : given.replaceAll(/\\r\\n|\\n/g, "\n");
  const [, label, inner = ""] = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/.exec(broken) ?? [];
  if (label === undefined) return { problem: describeOther(given) };
  if (!label.endsWith("PRIVATE KEY")) return { problem: `got a PEM of type ${label}; ${wanted}` };
  if (label.startsWith("ENCRYPTED") || /^(Proc-Type|DEK-Info):/im.test(inner))
    return { problem: encrypted() };
  const body = inner.replaceAll(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) {
    return { problem: `got a private key whose text is damaged: ${wanted}` };
  }
  const problem = checkBody(label, Buffer.from(body, "base64"));
  if (problem) return { problem };
  // Nothing to mend: a text that stands in a state stays what it was.
  if (clean.test(text)) return { key: text };
  const lines = body.match(/.{1,64}/g) ?? [];
  return { key: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n") };
}

function encrypted(): string {
  return `got a private key with a passphrase, which nobody can type during a roll; ${toOpenSsh}`;
}

function checkBody(label: string, body: Buffer): string | undefined {
  if (label === "OPENSSH PRIVATE KEY") return checkOpenSsh(body);
  // ASN.1: a sequence with its length in front.
  if (derLength(body) !== body.length) return `got a private key that is not whole; ${wanted}`;
  if (["RSA PRIVATE KEY", "EC PRIVATE KEY"].includes(label)) return undefined;
  return `got a key in the format ${label} (PKCS#8 or DSA); ${wanted}, or convert a copy with \`ssh-keygen -p -N '' -m PEM -f <file>\``;
}

function derLength(body: Buffer): number {
  const first = body[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return count > 4 || body.length < 2 + count ? -1 : 2 + count + body.readUIntBE(2, count);
}

const magic = "openssh-key-v1\0";

/** PROTOCOL.key of OpenSSH: cipher, kdf and its options, count, public key, private part. */
function checkOpenSsh(body: Buffer): string | undefined {
  const damaged = `got a private key that is not whole; ${wanted}`;
  if (body.subarray(0, magic.length).toString("latin1") !== magic) return damaged;
  let at = magic.length;
  const next = (): Buffer | undefined => {
    if (at + 4 > body.length) return undefined;
    const end = at + 4 + body.readUInt32BE(at);
    const field = end > body.length ? undefined : body.subarray(at + 4, end);
    at = end;
    return field;
  };
  const cipher = next()?.toString("latin1");
  if (cipher === undefined || !next() || !next()) return damaged;
  if (cipher !== "none") return encrypted();
  at += 4;
  const publicKey = next();
  if (!publicKey || !next()) return damaged;
  const type = publicKey.subarray(4, 4 + publicKey.readUInt32BE(0)).toString("latin1");
  return type.startsWith("sk-")
    ? `got the key of a security key (${type}), which needs a touch; ${wanted}`
    : undefined;
}

function describeOther(text: string): string {
  if (text === "") return `got nothing; ${wanted}`;
  if (text.startsWith("PuTTY-User-Key-File")) {
    return "got a key in PuTTY's format; PuTTYgen writes the one that is needed: Conversions, Export OpenSSH key, without a passphrase";
  }
  if (/^(ssh-|ecdsa-sha2-|sk-)[a-z0-9@.-]+ AAAA/.test(text) || text.startsWith("---- BEGIN SSH2 PUBLIC")) {
    return "got a public key; the private one is needed: the file beside it whose name does not end in .pub";
  }
  if (/^(~|\.{0,2}\/|[A-Za-z]:\\)[^\n]*$/.test(text) || (/^[\w./-]+$/.test(text) && text.length < 64)) {
    return "got what looks like the path of a file; the key itself is needed: `pulumi config set --secret <name> < <file>`";
  }
  return text.includes("-----BEGIN")
    ? `got a private key that is not whole; ${wanted}`
    : `got a text that is no private key; ${wanted}`;
}
