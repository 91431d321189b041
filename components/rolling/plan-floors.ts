import type { FloorPolicy } from "./membership/plans";

/** What must stay UP while each node is out: all but its own batch, or the number that is asked for. */
export function planFloors(
  batches: readonly (readonly string[])[],
  minHealthy: number | undefined,
  balancersOut: readonly string[] = [],
  shutdownSessionsAfterSec?: number,
): FloorPolicy {
  const maxUnavailable = Object.fromEntries(
    batches.flatMap((batch) => batch.map((node) => [node, batch.length] as const)).sort(),
  );
  return {
    ...(minHealthy === undefined ? {} : { minHealthy }),
    maxUnavailable,
    ...(shutdownSessionsAfterSec === undefined ? {} : { shutdownSessionsAfterSec }),
    ...(balancersOut.length === 0 ? {} : { balancersOut: [...balancersOut].sort() }),
  };
}
