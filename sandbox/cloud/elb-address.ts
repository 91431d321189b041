import { createHash } from "node:crypto";
import { parseRange } from "../machines/ipv4";
import { renderIpv4 } from "./render-ipv4";

/** Name of the machine that stands for a load balancer. */
export function elbMachineName(loadBalancer: string): string {
  return `elb-${createHash("sha256").update(loadBalancer).digest("hex").slice(0, 8)}`;
}

/**
 * The highest free address of a subnet, where the API gives out none soon. The last one is the broadcast
 * address and the first four belong to AWS.
 *
 * @throws Error when the subnet is full.
 */
export function pickElbAddress(subnetCidr: string, taken: ReadonlySet<string>): string {
  const { base, prefix } = parseRange(subnetCidr);
  const broadcast = base + 2 ** (32 - prefix) - 1;
  for (let address = broadcast - 1; address > base + 3; address--) {
    const text = renderIpv4(address);
    if (!taken.has(text)) return text;
  }
  throw new Error(`subnet ${subnetCidr} has no free address for a load balancer`);
}
