import { type Problem, Problems } from "../validation/problems";
import type { HostProvider } from "./host-provider";
import { betweenCommandsSec } from "./membership/lease";
import type { DrainLimits, JoinLimits } from "./membership/plans";

/** The longest that systemd lets a stop take before it kills; the roll's own limit must be below. */
export const longestStopSec = 900;

/** How a roll waits and when it gives up; every value has a default that is safe in production. */
export interface RollLimits {
  /** No new request for so long means that a node's sessions are over, in seconds. @default 5 */
  quietSec?: number;
  /** How long a drain waits for sessions before it goes on all the same, in seconds. @default 60 */
  sessionTimeoutSec?: number;
  /** How long a leave waits for requests in flight before it gives up, in seconds. @default 300 */
  inFlightTimeoutSec?: number;
  /**
   * How long after maint the balancer ends what is still in flight, in seconds: for clients that would hold a roll
   * up each time. Must be below `inFlightTimeoutSec`. @default nothing in flight is ever ended
   */
  shutdownSessionsAfterSec?: number;
  /** From start to the product's readiness, in seconds. @default 600 */
  startTimeoutSec?: number;
  /** From SIGTERM to the end of the process, in seconds. @default 300 */
  stopTimeoutSec?: number;
  /** From enabling to UP on every balancer, in seconds. @default 60 */
  upTimeoutSec?: number;
  /** How long a node must stay UP on every balancer before the next one goes. @default 20 */
  stableSec?: number;
  /** How long all nodes of a batch must stay UP before the next batch goes, in seconds. @default 0 */
  bakeSec?: number;
}

export interface ResolvedLimits {
  readonly drain: DrainLimits;
  readonly join: JoinLimits;
  readonly startTimeoutSec: number;
  readonly stopTimeoutSec: number;
  readonly bakeSec: number;
}

const defaultInFlightSec = 300;

/** What is wrong with the limits. */
export function checkLimits(limits: RollLimits): Problem[] {
  const problems = new Problems();
  const bounded = (key: keyof RollLimits, from: number, to: number) => {
    const value = limits[key];
    if (value !== undefined) problems.integer(value, key, from, to);
  };
  bounded("quietSec", 0, 3600);
  bounded("sessionTimeoutSec", 0, 86_400);
  bounded("inFlightTimeoutSec", 1, 86_400);
  bounded("shutdownSessionsAfterSec", 1, (limits.inFlightTimeoutSec ?? defaultInFlightSec) - 1);
  bounded("startTimeoutSec", 1, 3600);
  bounded("stopTimeoutSec", 1, longestStopSec - 60);
  bounded("upTimeoutSec", 1, 3600);
  bounded("stableSec", 0, 3600);
  bounded("bakeSec", 0, 86_400);
  return problems.list;
}

export function planLimits(limits: RollLimits): ResolvedLimits {
  return {
    drain: {
      quietSec: limits.quietSec ?? 5,
      sessionTimeoutSec: limits.sessionTimeoutSec ?? 60,
      inFlightTimeoutSec: limits.inFlightTimeoutSec ?? defaultInFlightSec,
      ...(limits.shutdownSessionsAfterSec === undefined
        ? {}
        : { shutdownSessionsAfterSec: limits.shutdownSessionsAfterSec }),
    },
    join: { upTimeoutSec: limits.upTimeoutSec ?? 60, stableSec: limits.stableSec ?? 20 },
    startTimeoutSec: limits.startTimeoutSec ?? 600,
    stopTimeoutSec: limits.stopTimeoutSec ?? 300,
    bakeSec: limits.bakeSec ?? 0,
  };
}

/** Limit for a machine to be made, to boot and to be prepared. */
export const machineLimitSec = 900;

/** The AWS provider's own limits for the end of one instance and for another one to run. */
const otherInstanceSec = 1200 + 600;

/**
 * How long a node's record is good for from the end of its leave, or of its stop, on. All that takes time (hooks,
 * scripts, a distribution, stop, start, waiting) renews it, so only what no command of the roll works on is counted.
 */
export function planLeaseSec({ makesMachines = true }: Pick<HostProvider, "makesMachines">): number {
  return betweenCommandsSec + (makesMachines ? otherInstanceSec + machineLimitSec : 0);
}
