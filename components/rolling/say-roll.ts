import * as pulumi from "@pulumi/pulumi";
import type { JoinedNode } from "./create-node";
import type { DeployedGroup, WantedGroup } from "./deployed";
import type { RollShape } from "./describe-group";
import { notePlan } from "./plan-file";
import { planRoll } from "./plan-roll";
import { renderProgress, renderRollPlan } from "./render-roll-plan";

/**
 * Tells the operator what will be rolled and how, in a preview above all, and how far it has come while it runs.
 * Nothing where no node changes, and at a first deployment.
 */
export function sayRoll(
  resource: pulumi.Resource,
  shape: RollShape,
  wanted: pulumi.Output<WantedGroup>,
  before: DeployedGroup | undefined,
  nodes: readonly JoinedNode[],
): void {
  const { group: name, after = [] } = shape;
  notePlan({
    kind: "group",
    group: name,
    first: before === undefined,
    ...(after.length > 0 ? { after } : {}),
  });
  if (!before) return;
  wanted.apply((group) => {
    const plan = planRoll({ ...shape, wanted: group, before });
    notePlan({ kind: "roll", plan });
    if (plan.batches.length === 0 && plan.gone.length === 0) return;
    void pulumi.log.info(renderRollPlan(plan), resource);
    if (pulumi.runtime.isDryRun()) return;
    const back: string[] = [];
    for (const { key, joined } of nodes) {
      joined.apply(() => {
        back.push(key);
        const line = renderProgress(plan, back);
        if (line) void pulumi.log.info(line, resource);
      });
    }
  });
}
