import type { PlannedChange } from "../../../components/cli/planned-change";
import type { DeployedGroup } from "../../../components/rolling/deployed";
import { planLimits } from "../../../components/rolling/limits";
import { planBatches } from "../../../components/rolling/plan-batches";
import { planRoll, type RollPlan } from "../../../components/rolling/plan-roll";

/** The roll of a group of so many nodes to another version. */
export function examplePlan(count: number, sizes: readonly string[] = ["1"]): RollPlan {
  const keys = Array.from({ length: count }, (_, index) => `node${index + 1}`);
  const each = (value: string) => Object.fromEntries(keys.map((key) => [key, value]));
  const before: DeployedGroup = {
    version: "4.3.0",
    machines: each("ami-1 m6i.large"),
    configurations: each("a"),
    startSec: {},
  };
  return planRoll({
    ...{
      group: "wso2-prod",
      strategy: "auto",
      batches: planBatches(keys, [], sizes),
      limits: planLimits({}),
    },
    wanted: { ...before, version: "4.4.0" },
    before,
    pauseAfterBatch: 1,
  });
}

export function exampleChange(plan: RollPlan, change: Partial<PlannedChange> = {}): PlannedChange {
  return {
    stack: "prod",
    changes: { create: 1, replace: 6, same: 40 },
    groups: [{ group: plan.group, standing: "planned", plan }],
    ...{ unreachable: [], certificates: [], errors: [] },
    ...change,
  };
}
