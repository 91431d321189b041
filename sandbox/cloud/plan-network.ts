import type { Vpc } from "@aws-sdk/client-ec2";
import type { MachineNetwork } from "../machines";
import { parseRange } from "../machines/ipv4";
import { renderIpv4 } from "./render-ipv4";

/** The VPC that the machines of a sandbox live in. */
export interface CloudNetwork extends MachineNetwork {
  readonly vpcId: string;
}

/**
 * The network of the sandbox: its own VPC, not the default one that every account starts with.
 *
 * @throws Error when there are several, since the machines share one network.
 */
export function planNetwork(vpcs: readonly Vpc[]): CloudNetwork | undefined {
  const own = vpcs.filter(({ IsDefault }) => !IsDefault);
  if (own.length > 1) {
    const ids = own.map(({ VpcId, CidrBlock }) => `${VpcId} (${CidrBlock})`).join(", ");
    throw new Error(`the sandbox has one network, but its account has the VPCs ${ids}: delete all but one`);
  }
  const [vpc] = own;
  if (!vpc?.VpcId || !vpc.CidrBlock) return undefined;
  return {
    vpcId: vpc.VpcId,
    cidr: vpc.CidrBlock,
    gateway: renderIpv4(parseRange(vpc.CidrBlock).base + 1),
  };
}
