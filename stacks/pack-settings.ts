import { z } from "zod";

/** The zip that a group runs; the same keys in every system. */
export const packSettings = {
  /** `https://` or `file://`. */
  pack: z
    .string()
    .regex(/^(https|file):\/\//, "an address that starts with https:// or file://")
    .optional(),
  packSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "a SHA-256 in hex")
    .optional(),
};
