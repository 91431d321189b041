import { type DeployedGroup, findChanges, findGone, type NodeChange, type WantedGroup } from "./deployed";
import type { ResolvedLimits } from "./limits";
import { planSteps, type StepPlan } from "./plan-steps";
import type { Strategy } from "./strategy";

/** All that decides how a group is rolled. */
export interface RollFacts {
  readonly group: string;
  /** Groups whose rolls end before this one begins. @default none */
  readonly after?: readonly string[];
  readonly strategy: Strategy;
  /** In the order of the roll. */
  readonly batches: readonly (readonly string[])[];
  /** Nodes that must stay in service; all but one batch when not given. */
  readonly minHealthy?: number;
  readonly limits: ResolvedLimits;
  readonly wanted: WantedGroup;
  readonly before?: DeployedGroup;
  /** Batch after which somebody has to approve. */
  readonly pauseAfterBatch?: number;
}

/** Nodes that are changed side by side. */
export interface BatchPlan {
  readonly batch: number;
  readonly nodes: readonly { readonly node: string; readonly causes: NodeChange["causes"] }[];
  /** Nodes of the group that go on serving. */
  readonly serving: readonly string[];
  /** How many of those must be UP on every balancer before one of this batch is drained. */
  readonly floor: number;
  readonly steps: readonly StepPlan[];
  /** From the beginning of the roll, estimated. */
  readonly startsAtSec: number;
  readonly estimatedSec: number;
  /** When every step takes all the time that it may. */
  readonly longestSec: number;
  readonly pauseAfter: boolean;
}

/** What a roll will do, before it does it. */
export interface RollPlan {
  readonly group: string;
  /** Groups whose rolls end before this one begins. @default none */
  readonly after?: readonly string[];
  readonly version: string;
  readonly from?: string;
  readonly strategy: Strategy;
  readonly batches: readonly BatchPlan[];
  /** Nodes that leave for good, after all others. */
  readonly gone: readonly string[];
  readonly unchanged: readonly string[];
  readonly estimatedSec: number;
  readonly longestSec: number;
}

/** The whole roll as the engine will work through it; batches in which nothing changes are left out. */
export function planRoll(facts: RollFacts): RollPlan {
  const { batches: all, wanted, before, strategy } = facts;
  const order = all.flat();
  const changes = new Map(findChanges(order, wanted, before).map((change) => [change.node, change]));
  const serves = new Set(order.filter((node) => before?.configurations[node] !== undefined));
  const batches: BatchPlan[] = [];
  let startsAtSec = 0;
  for (const [index, batch] of all.entries()) {
    const nodes = batch.flatMap((node) => changes.get(node) ?? []);
    if (nodes.length > 0) {
      const plan = planBatch(facts, index, batch, nodes, [...serves], startsAtSec);
      batches.push(plan);
      startsAtSec += plan.estimatedSec;
    }
    for (const node of batch) serves.add(node);
  }
  return {
    group: facts.group,
    ...(facts.after?.length ? { after: facts.after } : {}),
    version: wanted.version,
    ...(before?.version && before.version !== wanted.version ? { from: before.version } : {}),
    strategy,
    batches,
    gone: findGone(order, before),
    unchanged: order.filter((node) => !changes.has(node)),
    estimatedSec: startsAtSec,
    longestSec: batches.reduce((sum, batch) => sum + batch.longestSec, 0),
  };
}

function planBatch(
  facts: RollFacts,
  index: number,
  batch: readonly string[],
  nodes: readonly NodeChange[],
  serves: readonly string[],
  startsAtSec: number,
): BatchPlan {
  const { limits, strategy, before, minHealthy, batches } = facts;
  const total = batches.flat().length;
  const steps = planSteps({ nodes, limits, strategy, startSec: before?.startSec ?? {} });
  const sum = (pick: (step: StepPlan) => number) => steps.reduce((so, step) => so + pick(step), 0);
  const taken = nodes.some(({ causes }) => !causes.includes("new"));
  return {
    batch: index + 1,
    nodes,
    serving: serves.filter((node) => !nodes.some((each) => each.node === node)),
    floor: taken ? (minHealthy ?? total - batch.length) : 0,
    steps,
    startsAtSec,
    estimatedSec: sum((step) => step.estimatedSec),
    longestSec: sum((step) => step.limitSec),
    pauseAfter: facts.pauseAfterBatch === index + 1 && index + 1 < batches.length,
  };
}
