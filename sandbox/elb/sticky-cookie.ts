import { createHash } from "node:crypto";

/** The classic ELB's own cookie. */
export const elbCookieName = "AWSELB";

/** What the cookie says for an instance: opaque, and the same after every reload. */
export function elbCookieValue(instanceId: string): string {
  return createHash("sha1").update(instanceId).digest("hex").toUpperCase();
}

/** The same value where only HAProxy knows which server answered. */
export const elbCookieExpression = "%[srv_name,sha1,hex]";
