import { type KeyObject, sign } from "node:crypto";
import { AlgorithmIdentifier } from "@peculiar/asn1-x509";
import { curveOf } from "./keys";

/** How a key signs: by the algorithm that Go's X.509 library picks for it. */
export interface Signer {
  readonly algorithm: AlgorithmIdentifier;
  sign(data: ArrayBuffer): ArrayBuffer;
}

const ecdsa = {
  P224: ["sha256", "1.2.840.10045.4.3.2"],
  P256: ["sha256", "1.2.840.10045.4.3.2"],
  P384: ["sha384", "1.2.840.10045.4.3.3"],
  P521: ["sha512", "1.2.840.10045.4.3.4"],
} as const;

export function createSigner(key: KeyObject): Signer {
  if (key.asymmetricKeyType === "rsa") return signer(key, "sha256", "1.2.840.113549.1.1.11", null);
  if (key.asymmetricKeyType === "ed25519") return signer(key, null, "1.3.101.112");
  const [hash, oid] = ecdsa[curveOf(key)];
  return signer(key, hash, oid);
}

/** RSA's parameters are an explicit null, the others' are left out. */
function signer(key: KeyObject, hash: string | null, algorithm: string, parameters?: null): Signer {
  return {
    algorithm: new AlgorithmIdentifier(parameters === undefined ? { algorithm } : { algorithm, parameters }),
    sign: (data) => toArrayBuffer(sign(hash, Buffer.from(data), key)),
  };
}

/** The exact bytes: a Buffer may be a part of a larger memory. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
