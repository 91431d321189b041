import { z } from "zod";
import { parseCidr } from "../components";

const wanted = "an IPv4 range without bits behind its prefix, such as 10.0.0.0/8";

/** A range as AWS takes it: `10.41.0.5/16` is no network. */
export const cidr = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, wanted)
  .meta({ allowed: "an IPv4 range" });

const once = (texts: readonly string[]) => new Set(texts).size === texts.length;

/** Ranges, each a rule of its own. */
export const cidrs = z.array(cidr).refine(once, "each range once");

/** Half of the addresses is everybody too. */
const isEverybody = (text: string) => (parseCidr(text)?.prefix ?? 32) <= 1;

/** SSH is never open to everybody. */
export const sshCidrs = cidrs.refine(
  (texts) => !texts.some(isEverybody),
  "SSH is not opened to everybody: name the ranges that `pulumi up` runs in, use a VPN, or set wso2:sshJump",
);
