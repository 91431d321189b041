import { z } from "zod";
import { addressMeaning, checkPrivateKey, nameRules, readAddress } from "../components";

const ruled = ({ pattern, meaning }: { pattern: RegExp; meaning: string }) =>
  z.string().regex(pattern, `${meaning} is needed`);

/** The same rules as for an inventory, Consul and the plans. */
export const nameSettings = {
  name: ruled(nameRules.name),
  user: ruled(nameRules.user),
  owner: ruled(nameRules.owner),
  hostKey: ruled(nameRules.hostKey),
  proxyCommand: ruled(nameRules.proxyCommand),
  /** Mended where it was pasted badly; what is wrong with it is said, never the key. */
  privateKey: z.string().transform((text, context) => {
    const checked = checkPrivateKey(text);
    if ("key" in checked) return checked.key;
    context.addIssue({ code: "custom", message: checked.problem });
    return z.NEVER;
  }),
  address: z.string().refine((text) => readAddress(text) !== undefined, `${addressMeaning} is needed`),
};
