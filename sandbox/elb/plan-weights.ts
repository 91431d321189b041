import type { ElbMember } from "./elb-model";

const fullWeight = 240;

/**
 * The share of each instance. Cross-zone: all alike. Without it a zone's node of the balancer sends only to
 * its own zone, so zones share evenly and the instances of a zone split that.
 */
export function planWeights(members: readonly ElbMember[], crossZone: boolean): Map<string, number> {
  const inZone = new Map<string, number>();
  for (const { zone } of members) inZone.set(zone, (inZone.get(zone) ?? 0) + 1);
  return new Map(
    members.map(({ instanceId, zone }) => {
      const share = crossZone ? 1 : (inZone.get(zone) ?? 1);
      return [instanceId, Math.max(1, Math.round(fullWeight / share))];
    }),
  );
}
