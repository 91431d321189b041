import type { Address } from "@aws-sdk/client-ec2";
import type { PublicAddress } from "../machines/types";
import type { CloudInstance } from "./plan-instances";

/** Elastic IPs by the instance that holds each. What AWS has itself, such as a NAT gateway's, leads to no machine. */
export function planPublicAddresses(
  addresses: readonly Address[],
  instances: readonly CloudInstance[],
): PublicAddress[] {
  const primaries = instances.map(({ addresses: [primary] }) => primary);
  return addresses.map(({ PublicIp = "", PrivateIpAddress }) =>
    PrivateIpAddress && primaries.includes(PrivateIpAddress)
      ? { address: PublicIp, leadsTo: PrivateIpAddress }
      : { address: PublicIp },
  );
}
