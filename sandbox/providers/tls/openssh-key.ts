import { createHash, createPublicKey, type JsonWebKey, type KeyObject, randomBytes } from "node:crypto";
import { curveOf } from "./keys";
import { renderPem } from "./pem";

/** A key as OpenSSH has it. */
export interface OpensshKey {
  /** `ssh-ed25519 AAAA...` with a line end, as in `authorized_keys`. */
  readonly publicKey: string;
  /** `-----BEGIN OPENSSH PRIVATE KEY-----` */
  readonly privateKey: string;
  /** `SHA256:...` */
  readonly fingerprintSha256: string;
  /** `aa:bb:...` */
  readonly fingerprintMd5: string;
}

/** The OpenSSH forms of a private key; undefined for the curve P224, which OpenSSH does not know. */
export function renderOpensshKey(key: KeyObject): OpensshKey | undefined {
  const parts = planParts(key);
  if (!parts) return undefined;
  const publicBlob = concat([text(parts.type), ...parts.publicFields]);
  const md5 = createHash("md5").update(publicBlob).digest("hex");
  return {
    publicKey: `${parts.type} ${publicBlob.toString("base64")}\n`,
    privateKey: renderPem("OPENSSH PRIVATE KEY", renderPrivateBlob(parts, publicBlob)),
    fingerprintSha256: `SHA256:${createHash("sha256").update(publicBlob).digest("base64").replace(/=+$/, "")}`,
    fingerprintMd5: (md5.match(/../g) ?? []).join(":"),
  };
}

interface Parts {
  readonly type: string;
  readonly publicFields: readonly Buffer[];
  /** After the type, in the private part. */
  readonly privateFields: readonly Buffer[];
}

function planParts(key: KeyObject): Parts | undefined {
  if (key.asymmetricKeyType === "rsa") {
    const { n, e, d, qi, p, q } = key.export({ format: "jwk" });
    return {
      type: "ssh-rsa",
      publicFields: [integer(e), integer(n)],
      privateFields: [n, e, d, qi, p, q].map(integer),
    };
  }
  if (key.asymmetricKeyType === "ed25519") {
    const { x, d } = key.export({ format: "jwk" });
    const publicBytes = bytes(x);
    return {
      type: "ssh-ed25519",
      publicFields: [field(publicBytes)],
      privateFields: [field(publicBytes), field(concat([bytes(d), publicBytes]))],
    };
  }
  if (curveOf(key) === "P224") return undefined;
  const curve = text(`nistp${curveOf(key).slice(1)}`);
  const { d } = key.export({ format: "jwk" });
  const point = field(ecPoint(createPublicKey(key).export({ format: "jwk" })));
  return {
    type: `ecdsa-sha2-nistp${curveOf(key).slice(1)}`,
    publicFields: [curve, point],
    privateFields: [curve, point, integer(d)],
  };
}

function renderPrivateBlob(parts: Parts, publicBlob: Buffer): Buffer {
  const check = randomBytes(4);
  const comment = text("");
  const unpadded = concat([check, check, text(parts.type), ...parts.privateFields, comment]);
  const blockBytes = 8;
  const missing = (blockBytes - (unpadded.length % blockBytes)) % blockBytes;
  const padding = Buffer.from(Array.from({ length: missing }, (_, i) => i + 1));
  return concat([
    Buffer.from("openssh-key-v1\0"),
    text("none"),
    text("none"),
    text(""),
    length(1),
    field(publicBlob),
    field(concat([unpadded, padding])),
  ]);
}

function ecPoint({ x, y }: JsonWebKey): Buffer {
  return concat([Buffer.from([4]), bytes(x), bytes(y)]);
}

function bytes(base64url: string | undefined): Buffer {
  return Buffer.from(base64url ?? "", "base64url");
}

/** A positive integer without needless zeros, and with one where its first bit would read as a sign. */
function integer(base64url: string | undefined): Buffer {
  const raw = bytes(base64url);
  const start = raw.findIndex((byte) => byte !== 0);
  const digits = raw.subarray(start < 0 ? raw.length : start);
  return field((digits[0] ?? 0) & 0x80 ? concat([Buffer.from([0]), digits]) : digits);
}

function text(value: string): Buffer {
  return field(Buffer.from(value));
}

function field(value: Buffer): Buffer {
  return concat([length(value.length), value]);
}

function length(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function concat(parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts);
}
