/** What no roll can be faster than: each batch in turn stops, starts, passes its checks and proves itself stable. */
export interface RollLimit {
  readonly batches: number;
  /** From start to readiness; the product's stop takes no time of its own. */
  readonly startSec: number;
  /** So many passed checks bring a node back, so far apart. */
  readonly checks: { readonly rise: number; readonly intervalSec: number };
  readonly stableSec: number;
}

export function limitSec({ batches, startSec, checks, stableSec }: RollLimit): number {
  return batches * (startSec + checks.rise * checks.intervalSec + stableSec);
}
