import type { NodeChange } from "./deployed";
import { machineLimitSec, type ResolvedLimits } from "./limits";
import { Strategy } from "./strategy";

/** One step of a batch, the same for all its nodes, with its own time limit. */
export interface StepPlan {
  readonly step:
    | "drain"
    | "finish requests"
    | "stop"
    | "new machine"
    | "start"
    | "enable"
    | "stay up"
    | "bake";
  readonly limitSec: number;
  readonly estimatedSec: number;
}

interface StepFacts {
  readonly nodes: readonly NodeChange[];
  readonly limits: ResolvedLimits;
  readonly strategy: Strategy;
  /** How long each node took to start the last time. */
  readonly startSec: Readonly<Record<string, number>>;
}

/** For what nobody has measured yet. */
const guess = { stopSec: 5, machineSec: 60, startSec: 60, enableSec: 5 };

/** The steps of one batch in their order; nodes of a batch go through them side by side. */
export function planSteps({ nodes, limits, strategy, startSec }: StepFacts): StepPlan[] {
  const { drain, join } = limits;
  const serving = nodes.some(({ causes }) => !causes.includes("new"));
  const newMachine = nodes.some(
    ({ causes }) =>
      causes.includes("new") ||
      causes.includes("machine") ||
      (strategy === Strategy.replace && causes.length > 0),
  );
  const known = nodes.flatMap(({ node }) => startSec[node] ?? []);
  const estimatedStartSec = known.length > 0 ? Math.max(...known) : guess.startSec;
  const step = (name: StepPlan["step"], limitSec: number, estimatedSec: number): StepPlan => ({
    step: name,
    limitSec,
    estimatedSec: Math.min(limitSec, estimatedSec),
  });
  return [
    ...(serving
      ? [
          step("drain", drain.sessionTimeoutSec, drain.sessionTimeoutSec),
          step("finish requests", drain.inFlightTimeoutSec, 0),
          step("stop", limits.stopTimeoutSec, guess.stopSec),
        ]
      : []),
    ...(newMachine ? [step("new machine", machineLimitSec, guess.machineSec)] : []),
    step("start", limits.startTimeoutSec, estimatedStartSec),
    step("enable", join.upTimeoutSec, guess.enableSec),
    step("stay up", join.stableSec, join.stableSec),
    ...(limits.bakeSec > 0 ? [step("bake", limits.bakeSec, limits.bakeSec)] : []),
  ];
}
