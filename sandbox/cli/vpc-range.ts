import { listKnownRanges } from "../machines/ip";
import { overlaps, parseRange } from "../machines/ipv4";
import { findOverlap, type KnownRange } from "../machines/plan-network";

const firstTried = 77;

/** A range that takes nobody's addresses, and why the wanted one did. */
export interface OtherRange {
  readonly cidr: string;
  readonly reason: string;
}

/**
 * Another range for the VPC when this computer reaches addresses of the wanted one elsewhere.
 *
 * @param ownDevice The sandbox's own device; its routes don't count.
 * @throws Error when every 10.N.0.0/16 is in use.
 */
export function planOtherRange(
  wanted: string,
  known: readonly KnownRange[],
  ownDevice: string,
): OtherRange | undefined {
  const overlap = findOverlap(wanted, known, ownDevice);
  if (!overlap) return undefined;
  const reason = `${wanted} overlaps ${overlap.destination}, which this computer reaches through ${overlap.device}`;
  for (let step = 0; step < 256; step++) {
    const cidr = `10.${(firstTried + step) % 256}.0.0/16`;
    if (overlaps(parseRange(cidr), parseRange(wanted))) continue;
    if (!findOverlap(cidr, known, ownDevice)) return { cidr, reason };
  }
  throw new Error(`${reason}, and every 10.N.0.0/16 is in use: set wso2:vpcCidr`);
}

/** The same for this computer as it is. */
export async function findOtherRange(wanted: string, ownDevice: string): Promise<OtherRange | undefined> {
  return planOtherRange(wanted, await listKnownRanges(), ownDevice);
}
