import type { Problem } from "../validation/problems";
import { checkHooks, type GroupHooks } from "./group-hooks";
import { checkLimits, type RollLimits } from "./limits";
import { checkGroup, serial } from "./plan-batches";

/** How a group is to be rolled, as `RollingGroupArgs` has it. */
export interface RollingGroupShape {
  readonly keys: readonly string[];
  readonly batches?: readonly string[];
  readonly minHealthy?: string;
  readonly pauseAfterBatch?: number;
  readonly limits?: RollLimits;
  readonly hooks?: GroupHooks;
}

/**
 * What is wrong with a rolling group's arguments, by their paths: for whoever reads them from somewhere and has to say
 * it in other words, together with other problems.
 */
export function checkRollingGroup(shape: RollingGroupShape): Problem[] {
  const { keys, batches = serial, minHealthy, pauseAfterBatch, limits = {}, hooks = {} } = shape;
  return [
    ...checkGroup({ keys, batches, minHealthy, pauseAfterBatch }),
    ...checkLimits(limits),
    ...checkHooks(hooks),
  ];
}
