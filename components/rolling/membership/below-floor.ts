import type { RollContext } from "../context";

/** What lets a leave go on although something speaks against it, where `belowFloorAllowed` says so. */
export function allowedBy({ run }: RollContext): string {
  return run.destroysAll ? "pulumi destroy" : "WSO2_BELOW_FLOOR";
}
