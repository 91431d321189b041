import { generateKeyPairSync } from "node:crypto";

/** A private key that can log in, where somebody lets it in. */
export function createPrivateKey(): string {
  return generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "sec1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;
}
