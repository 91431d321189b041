import { z } from "zod";
import { addressMeaning, nameRules, readAddress } from "../components";

const ruled = ({ pattern, meaning }: { pattern: RegExp; meaning: string }) =>
  z.string().regex(pattern, `${meaning} is needed`);

/** The same rules as for an inventory, Consul and the plans. */
export const nameSettings = {
  name: ruled(nameRules.name),
  user: ruled(nameRules.user),
  owner: ruled(nameRules.owner),
  hostKey: ruled(nameRules.hostKey),
  address: z.string().refine((text) => readAddress(text) !== undefined, `${addressMeaning} is needed`),
};
