import { longestStopSec } from "../nodes/render-unit";
import { type Problem, Problems } from "../validation/problems";
import type { DrainLimits, Floor, JoinLimits } from "./program/plans";

/** How a roll waits and when it gives up; every value has a default that is safe in production. */
export interface RollLimits {
  /** Servers that must stay UP while a node is out. @default all but one batch */
  minHealthy?: number;
  /** No new request for so long means that a node's sessions are over, in seconds. @default 5 */
  quietSec?: number;
  /** How long a drain waits for sessions before it goes on all the same, in seconds. @default 60 */
  sessionTimeoutSec?: number;
  /** How long a leave waits for requests in flight before it gives up, in seconds. @default 300 */
  inFlightTimeoutSec?: number;
  /** From start to the product's readiness, in seconds. @default 600 */
  startTimeoutSec?: number;
  /** From SIGTERM to the end of the process, in seconds. @default 300 */
  stopTimeoutSec?: number;
  /** From enabling to UP on every balancer, in seconds. @default 60 */
  upTimeoutSec?: number;
  /** How long a node must stay UP on every balancer before the next one goes. @default 20 */
  stableSec?: number;
}

export interface ResolvedLimits {
  readonly floor: Floor;
  readonly drain: DrainLimits;
  readonly join: JoinLimits;
  readonly startTimeoutSec: number;
  readonly stopTimeoutSec: number;
}

/** What is wrong with the limits of a group of so many nodes. */
export function checkLimits(limits: RollLimits, nodeCount: number): Problem[] {
  const problems = new Problems();
  const bounded = (key: keyof RollLimits, from: number, to: number) => {
    const value = limits[key];
    if (value !== undefined) problems.integer(value, key, from, to);
  };
  bounded("minHealthy", 0, Math.max(0, nodeCount - 1));
  bounded("quietSec", 0, 3600);
  bounded("sessionTimeoutSec", 0, 86_400);
  bounded("inFlightTimeoutSec", 1, 86_400);
  bounded("startTimeoutSec", 1, 3600);
  bounded("stopTimeoutSec", 1, longestStopSec - 60);
  bounded("upTimeoutSec", 1, 3600);
  bounded("stableSec", 0, 3600);
  return problems.list;
}

export function planLimits(limits: RollLimits, batchSize: number): ResolvedLimits {
  return {
    floor: {
      maxUnavailable: batchSize,
      ...(limits.minHealthy === undefined ? {} : { minHealthy: limits.minHealthy }),
    },
    drain: {
      quietSec: limits.quietSec ?? 5,
      sessionTimeoutSec: limits.sessionTimeoutSec ?? 60,
      inFlightTimeoutSec: limits.inFlightTimeoutSec ?? 300,
    },
    join: { upTimeoutSec: limits.upTimeoutSec ?? 60, stableSec: limits.stableSec ?? 20 },
    startTimeoutSec: limits.startTimeoutSec ?? 600,
    stopTimeoutSec: limits.stopTimeoutSec ?? 300,
  };
}
