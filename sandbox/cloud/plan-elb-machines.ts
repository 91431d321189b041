import type { NetworkInterface, Subnet } from "@aws-sdk/client-ec2";
import type { MachineState } from "../machines";
import { elbMachineName, pickElbAddress } from "./elb-address";

/** A load balancer, or a server of a database, and the machine that stands for it. */
export interface ElbMachine {
  readonly loadBalancer: string;
  readonly machine: string;
  readonly address: string;
}

/** What is to have a machine of AWS's own. */
export interface WantedMachine {
  readonly name: string;
  readonly subnetIds: readonly string[];
  /** @default that of a load balancer of this name */
  readonly machine?: string;
}

/**
 * Gives every load balancer a machine. One that has a machine keeps its address.
 *
 * @throws Error when a load balancer's first subnet is unknown or full.
 */
export function planElbMachines(
  elbs: readonly WantedMachine[],
  subnets: readonly Subnet[],
  interfaces: readonly NetworkInterface[],
  machines: readonly MachineState[],
): ElbMachine[] {
  const taken = new Set<string>();
  for (const { addresses } of machines) for (const address of addresses) taken.add(address);
  for (const { PrivateIpAddresses = [] } of interfaces) {
    for (const { PrivateIpAddress = "" } of PrivateIpAddresses) taken.add(PrivateIpAddress);
  }
  return elbs.map(({ name, subnetIds, machine = elbMachineName(name) }) => {
    const kept = machines.find((candidate) => candidate.name === machine)?.addresses[0];
    const subnet = subnets.find(({ SubnetId }) => SubnetId === subnetIds[0]);
    if (kept === undefined && !subnet?.CidrBlock) {
      throw new Error(`load balancer ${name} names subnet ${subnetIds[0]}, which there is not`);
    }
    const address = kept ?? pickElbAddress(subnet?.CidrBlock ?? "", taken);
    taken.add(address);
    return { loadBalancer: name, machine, address };
  });
}
