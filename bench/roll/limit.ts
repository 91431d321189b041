/** What no roll can be faster than: each node in turn starts, passes its checks and proves itself stable. */
export interface RollLimit {
  readonly nodes: number;
  readonly startSec: number;
  readonly checksSec: number;
  readonly stableSec: number;
}

export function limitSec({ nodes, startSec, checksSec, stableSec }: RollLimit): number {
  return nodes * (startSec + checksSec + stableSec);
}
