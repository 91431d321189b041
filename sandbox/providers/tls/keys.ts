import { createPrivateKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

export type KeyAlgorithm = "RSA" | "ECDSA" | "ED25519";
export type EcdsaCurve = "P224" | "P256" | "P384" | "P521";

/** Curves by the names that OpenSSL has for them. */
const curveNames: Readonly<Record<EcdsaCurve, string>> = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};

/** Makes a new private key. */
export async function generateKey(
  algorithm: KeyAlgorithm,
  rsaBits: number,
  ecdsaCurve: EcdsaCurve,
): Promise<KeyObject> {
  const generate = promisify(generateKeyPair);
  switch (algorithm) {
    case "RSA":
      return (await generate("rsa", { modulusLength: rsaBits })).privateKey;
    case "ECDSA":
      return (await generate("ec", { namedCurve: curveNames[ecdsaCurve] })).privateKey;
    case "ED25519":
      return (await generate("ed25519")).privateKey;
  }
}

/**
 * Reads a private key in PEM, of any of the forms that `PrivateKey` gives out.
 *
 * @param property the input it came from, for the error; the key itself is in no message
 */
export function parsePrivateKey(pem: string, property: string): { key: KeyObject; algorithm: KeyAlgorithm } {
  const key = readKey(pem, property);
  const algorithm = algorithmOf(key);
  if (algorithm) return { key, algorithm };
  throw new Error(`${property} holds a key of type ${key.asymmetricKeyType}, not RSA, ECDSA or ED25519`);
}

function algorithmOf(key: KeyObject): KeyAlgorithm | undefined {
  switch (key.asymmetricKeyType) {
    case "rsa":
      return "RSA";
    case "ec":
      return "ECDSA";
    case "ed25519":
      return "ED25519";
    default:
      return undefined;
  }
}

function readKey(pem: string, property: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error(`${property} is not a private key in PEM format`);
  }
}

/** The curve of an ECDSA key. */
export function curveOf(key: KeyObject): EcdsaCurve {
  const name = key.asymmetricKeyDetails?.namedCurve;
  const curve = (Object.keys(curveNames) as EcdsaCurve[]).find((each) => curveNames[each] === name);
  if (curve) return curve;
  throw new Error(`the curve ${name} of an ECDSA key is not one of ${Object.keys(curveNames).join(", ")}`);
}
