import type { z } from "zod";
import { apiManagerSchema } from "./api-manager-settings";
import { appServerSchema } from "./app-server-settings";
import { hostsSchema } from "./hosts-settings";
import { settingsSchema } from "./settings";
import { ssoSchema } from "./sso-settings";

/** Every system's keys, and the page of the docs that has their table. */
export const documentedKeys: readonly { readonly page: string; readonly schema: z.ZodObject }[] = [
  { page: "docs/systems/integrator.md", schema: settingsSchema },
  { page: "docs/systems/app-server.md", schema: appServerSchema },
  { page: "docs/systems/api-manager.md", schema: apiManagerSchema },
  { page: "docs/systems/sso.md", schema: ssoSchema },
  { page: "docs/systems/hosts.md", schema: hostsSchema },
];

/** Where the table stands in its page. */
export const keysBegin = "<!-- keys: written by `npm run docs:keys` -->";
export const keysEnd = "<!-- keys end -->";

/** The page with another table in it. */
export function withKeys(page: string, table: string): string {
  const [before, rest] = page.split(keysBegin);
  const [, after] = (rest ?? "").split(keysEnd);
  if (before === undefined || after === undefined)
    throw new Error(`the page has no ${keysBegin} ... ${keysEnd}`);
  return `${before}${keysBegin}\n${table}\n${keysEnd}${after}`;
}
