import * as pulumi from "@pulumi/pulumi";
import { describeEnd, warningDays } from "./plan-expiry";

/**
 * Says in a preview and in an `up` that a certificate ends soon.
 * @param resource Whose it is. @default the stack's
 * @param remedy What to do, for the sentence.
 * @param withinDays From how many days before its end.
 */
export function warnBeforeEnd(
  resource: pulumi.Resource | undefined,
  what: string,
  expiresAt: pulumi.Output<string>,
  remedy: string,
  withinDays = warningDays,
): void {
  expiresAt.apply((end) => {
    const warning = describeEnd(what, end, new Date(), remedy, withinDays);
    if (warning) void pulumi.log.warn(warning, resource);
  });
}
