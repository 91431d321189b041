import { z } from "zod";

/** Where the certificate of the load balancer comes from: PEM, a key store, or the private root. */
export const certificateSettings = {
  certificatePem: z
    .string()
    .optional()
    .describe("Certificate for `host` at the edge; from the private root when not given."),
  certificateChainPem: z.string().optional().describe("The chain of that certificate, without the root."),
  certificateKeyPem: z.string().optional().describe("The key of that certificate. Set it with `--secret`."),
  keystore: z
    .string()
    .optional()
    .describe(
      "Instead of the three above: a key store, JKS or PKCS#12, that holds them; its path, from the project's folder, or its content in base64. See [Certificates](../certificates.md).",
    ),
  keystorePassword: z.string().optional().describe("Its password. Set it with `--secret`."),
  keystoreAlias: z.string().optional().describe("Alias of the key in it; needed when it has several."),
  keyPassword: z
    .string()
    .optional()
    .describe("Password of that key, when it is not the key store's. Set it with `--secret`."),
  nodeCertificatePem: z
    .string()
    .optional()
    .describe(
      "A certificate of yours for all nodes, for the name that HAProxy verifies; of the private root, one for each node, when not given. See [Certificates](../certificates.md#a-certificate-of-yours-on-the-nodes).",
    ),
  nodeCertificateChainPem: z.string().optional().describe("The chain of that certificate, without the root."),
  nodeCertificateKeyPem: z
    .string()
    .optional()
    .describe("The key of that certificate. Set it with `--secret`."),
  nodeCaPem: z
    .string()
    .optional()
    .describe("Roots of such certificates: HAProxy and the nodes trust them beside the private root."),
};

/** Those that hold text whatever it looks like. */
export const certificateTextKeys = ["keystore", "keystorePassword", "keystoreAlias", "keyPassword"];

/** Those that no message may show. */
export const certificateSecretKeys = [
  "certificateKeyPem",
  "nodeCertificateKeyPem",
  "keystore",
  "keystorePassword",
  "keyPassword",
];
