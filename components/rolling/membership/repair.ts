import { RollError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import type { StatusPlan } from "./plans";
import { type RepairOutcome, repairNode } from "./repair-node";

const upTimeoutSec = 60;

/**
 * `repair`: a node that was left out without reason comes into service by passed checks: one that serves on
 * another balancer, and one that a roll took out that is not under way any more. For a run that was killed, a
 * balancer that was away while a leave was undone, or one that came up when no peer could tell it the nodes'
 * states.
 */
export async function repair(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const outcomes = await Promise.all(
    plan.nodes.map(({ node, members }) => repairNode(context, node, members, upTimeoutSec)),
  );
  failOnFailed(outcomes);
  return {
    repaired: outcomes.flatMap(({ node, repaired }) => (repaired ? [node] : [])),
    left: Object.fromEntries(outcomes.flatMap(({ node, left }) => (left ? [[node, left]] : []))),
  };
}

function failOnFailed(outcomes: readonly RepairOutcome[]): void {
  const failed = outcomes.flatMap(({ failure }) => (failure ? [failure] : []));
  if (failed.length === 0) return;
  throw new RollError({
    ...(outcomes.length === 1 ? { node: outcomes[0]?.node } : {}),
    step: "repair",
    expected: "each node that nobody took out on purpose to serve on every balancer",
    seen: failed.join("; "),
    next:
      outcomes.find(({ next }) => next)?.next ??
      "mend the node or the balancer, then run the same command again; where the product is what does not work, `pulumi up` with another version or configuration changes that node first",
  });
}
