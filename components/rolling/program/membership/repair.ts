import type { RollContext, RollResult } from "../context";
import type { BalancerMember, StatusPlan } from "../plans";
import { describeError, RollError } from "../roll-error";
import { eachSettled, isIn, waitUntilUp } from "./in-service";
import { balancerNames, exclusively, type Member } from "./member";
import { openMember } from "./open-members";

const upTimeoutSec = 60;

/**
 * `repair`: a node that one balancer has in service comes into service on the others too, by passed checks.
 * For a balancer that was away while a leave was undone, or that came up when no peer could tell it the
 * nodes' states. A node that is out everywhere stays out: somebody took it out.
 */
export async function repair(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const outcomes = await Promise.all(
    plan.nodes.map(({ node, members }) => repairNode(context, node, members)),
  );
  const failed = outcomes.flatMap(({ failure }) => (failure ? [failure] : []));
  if (failed.length > 0) {
    throw new RollError({
      step: "repair",
      expected: "each node that serves to serve on every balancer",
      seen: failed.join("; "),
    });
  }
  return { repaired: outcomes.flatMap(({ node, repaired }) => (repaired ? [node] : [])) };
}

interface Outcome {
  readonly node: string;
  readonly repaired: boolean;
  readonly failure?: string;
}

async function repairNode(
  context: RollContext,
  node: string,
  plans: readonly BalancerMember[],
): Promise<Outcome> {
  try {
    const members = await Promise.all(plans.map((plan) => openMember(context, plan)));
    const states = await Promise.all(members.map((member) => member.state()));
    const out = members.filter((_, index) => !isIn(states[index]));
    if (out.length === 0) return { node, repaired: false };
    if (out.length === members.length) {
      context.report.line(node, "repair", "out of service on every balancer: left as it is");
      return { node, repaired: false };
    }
    await bringIn(context, node, out);
    return { node, repaired: true };
  } catch (error) {
    return { node, repaired: false, failure: `${node}: ${describeError(error)}` };
  }
}

async function bringIn(context: RollContext, node: string, out: readonly Member[]): Promise<void> {
  await context.report.step(
    node,
    "repair",
    async () => {
      await exclusively(out, () => eachSettled(out, (member) => member.admit()));
      await waitUntilUp(context, node, out, upTimeoutSec);
      await eachSettled(out, (member) => member.save(true));
    },
    () => `in service again on ${balancerNames(out)}`,
  );
}
