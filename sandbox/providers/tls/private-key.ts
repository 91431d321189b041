import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { type EcdsaCurve, generateKey, type KeyAlgorithm } from "./keys";
import { renderOpensshKey } from "./openssh-key";
import { createTlsHandler } from "./tls-resource";

interface Inputs {
  readonly algorithm: KeyAlgorithm;
  readonly rsaBits: number;
  readonly ecdsaCurve: EcdsaCurve;
}

/** `tls:index/privateKey:PrivateKey` */
export const privateKey = createTlsHandler({
  inputs: {
    kinds: {
      algorithm: { oneOf: ["RSA", "ECDSA", "ED25519"] },
      rsaBits: "number",
      ecdsaCurve: { oneOf: ["P224", "P256", "P384", "P521"] },
    },
    required: ["algorithm"],
  },
  defaults: { rsaBits: 2048, ecdsaCurve: "P224" },
  computed: [
    "privateKeyPem",
    "privateKeyPemPkcs8",
    "privateKeyOpenssh",
    "publicKeyPem",
    "publicKeyOpenssh",
    "publicKeyFingerprintMd5",
    "publicKeyFingerprintSha256",
  ],
  secrets: ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"],

  async make(inputs) {
    const { algorithm, rsaBits, ecdsaCurve } = inputs as unknown as Inputs;
    const key = await generateKey(algorithm, rsaBits, ecdsaCurve);
    const publicKey = createPublicKey(key);
    const openssh = renderOpensshKey(key);
    const publicDer = publicKey.export({ type: "spki", format: "der" });
    return {
      id: createHash("sha1").update(publicDer).digest("hex"),
      outputs: {
        privateKeyPem: renderPrivatePem(key),
        privateKeyPemPkcs8: key.export({ type: "pkcs8", format: "pem" }),
        privateKeyOpenssh: openssh?.privateKey ?? "",
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }),
        publicKeyOpenssh: openssh?.publicKey ?? "",
        publicKeyFingerprintMd5: openssh?.fingerprintMd5 ?? "",
        publicKeyFingerprintSha256: openssh?.fingerprintSha256 ?? "",
      },
    };
  },
});

/** The form of the algorithm's own, where there is one. */
function renderPrivatePem(key: KeyObject): string {
  if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs1", format: "pem" }).toString();
  if (key.asymmetricKeyType === "ec") return key.export({ type: "sec1", format: "pem" }).toString();
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
