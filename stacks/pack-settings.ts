import { z } from "zod";

/** The zip that a group runs; the same keys in every system. */
export const packSettings = {
  pack: z
    .string()
    .regex(/^(https|file):\/\//, "an address that starts with https:// or file://")
    .optional()
    .describe(
      "The distribution, an `https://` or `file://` address; `{version}`, and in integrator `{name}`, are filled in.",
    ),
  packSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex")
    .optional()
    .describe("Digest of that zip."),
};
