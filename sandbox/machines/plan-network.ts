import { createHash } from "node:crypto";
import { overlaps, parseRange } from "./ipv4";
import type { MachineNetwork } from "./types";

/** A range this computer already reaches, and through what. */
export interface KnownRange {
  /** `10.0.0.0/8`, a single address, or `default`. */
  readonly destination: string;
  readonly device: string;
}

/** Longer than any route that only splits "everything" in parts, as VPNs do. */
const shortestRealPrefix = 8;

/** The first known range that the network would take addresses from; routes to everywhere don't count. */
export function findOverlap(
  cidr: string,
  known: readonly KnownRange[],
  ownDevice: string,
): KnownRange | undefined {
  const wanted = parseRange(cidr);
  return known.find(({ destination, device }) => {
    if (device === ownDevice || !/^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(destination)) return false;
    const range = parseRange(destination);
    return range.prefix >= shortestRealPrefix && overlaps(wanted, range);
  });
}

export class NetworkInUseError extends Error {
  constructor(cidr: string, found: KnownRange) {
    super(
      `the network ${cidr} overlaps ${found.destination}, which this computer reaches through ${found.device}; ` +
        "set wso2:vpcCidr to a range that is free, for example 10.77.0.0/16",
    );
    this.name = "NetworkInUseError";
  }
}

/** Names and the hardware address of one machine's cable. */
export interface Cable {
  /** Network namespace of the machine. */
  readonly namespace: string;
  /** The bridge's end, at most 15 characters as Linux wants it. */
  readonly port: string;
  /** Follows the primary address, as an EC2 network interface's does: it outlives the instance. */
  readonly mac: string;
}

export function planCable(id: string, machine: string, primaryAddress: string): Cable {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const macTail = hash(`${id} ${primaryAddress}`).slice(0, 10).match(/../g) ?? [];
  return {
    namespace: `${id}-${machine}`,
    port: `p${hash(machine).slice(0, 12)}`,
    mac: ["0a", ...macTail].join(":"),
  };
}

export interface AddressChanges {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Removes only what was given before: an address that a program on the machine added itself stays. */
export function planAddresses(
  present: readonly string[],
  given: readonly string[],
  wanted: readonly string[],
): AddressChanges {
  return {
    add: wanted.filter((address) => !present.includes(address)),
    remove: given.filter((address) => present.includes(address) && !wanted.includes(address)),
  };
}

/** The prefix every address of the network is set with. */
export function prefixOf(network: MachineNetwork): number {
  return parseRange(network.cidr).prefix;
}
