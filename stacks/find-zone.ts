import * as aws from "@pulumi/aws";
import { checkAlias, failOnProblems } from "../components";

/** A hosted zone of the account. */
export interface Zone {
  readonly id: string;
  readonly name: string;
}

/** Ids are in upper case, names in lower case. */
const zoneId = /^Z[A-Z0-9]+$/;

/**
 * The hosted zone that `wso2:dnsZone` means; by its name a public one, by its id also a private one.
 *
 * @throws pulumi.InputPropertiesError when the account has none such, or when `host` is not in it.
 */
export async function findZone(dnsZone: string, host: string): Promise<Zone> {
  const args = zoneId.test(dnsZone) ? { zoneId: dnsZone } : { name: dnsZone };
  const found = await aws.route53.getZone(args).catch((error: Error) => error);
  if (found instanceof Error) {
    const reason = `got ${JSON.stringify(dnsZone)}; the id of a hosted zone of this account, or the name of a public one, is needed. AWS says: ${found.message}`;
    failOnProblems("Configuration of this stack", [{ propertyPath: "dnsZone", reason }]);
    throw found;
  }
  failOnProblems("Configuration of this stack", checkAlias(host, found.name));
  return { id: found.zoneId, name: found.name };
}
