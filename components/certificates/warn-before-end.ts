import * as pulumi from "@pulumi/pulumi";
import { describeEnd } from "./plan-expiry";

/** Says in a preview and in an `up` that a certificate ends soon. @param remedy What to do, for the sentence. */
export function warnBeforeEnd(
  resource: pulumi.Resource,
  what: string,
  expiresAt: pulumi.Output<string>,
  remedy: string,
): void {
  expiresAt.apply((end) => {
    const warning = describeEnd(what, end, new Date(), remedy);
    if (warning) void pulumi.log.warn(warning, resource);
  });
}
