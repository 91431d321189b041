import { join } from "node:path";
import { withFileLock } from "../engine/file-lock";
import { listKnownRanges } from "../machines/ip";
import { overlaps, parseRange } from "../machines/ipv4";
import { findOverlap, type KnownRange } from "../machines/plan-network";
import { cacheDir } from "../paths";
import { readTakenRanges, takeRange } from "./taken-ranges";

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

/**
 * The same for this computer as it is. Whoever else asks gets another range while this process runs, though the
 * network is made later.
 *
 * @param id Of the sandbox, which its own device is called, too.
 */
export function chooseRange(wanted: string, id: string): Promise<OtherRange | undefined> {
  return withFileLock(
    join(cacheDir(), "ranges.lock"),
    () => {},
    async () => {
      const other = planOtherRange(wanted, [...(await listKnownRanges()), ...readTakenRanges(id)], id);
      takeRange(id, other?.cidr ?? wanted);
      return other;
    },
  );
}
