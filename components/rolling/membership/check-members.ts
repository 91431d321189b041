import { RollError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import { balancerNames } from "./member";
import { openMembers } from "./open-members";
import type { StatusPlan } from "./plans";

/**
 * `check-members`: every node has a server on every balancer. For balancers whose configuration is not ours:
 * a wrong name would else come to light when it is that node's turn.
 *
 * @throws RollError that names every one that is missing.
 */
export async function checkMembers(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const missing: string[] = [];
  for (const { node, members } of plan.nodes) {
    const opened = await openMembers(context, node, members);
    const answers = await Promise.allSettled(opened.map((member) => member.state()));
    for (const answer of answers) {
      if (answer.status === "fulfilled") continue;
      if (!(answer.reason instanceof RollError)) throw answer.reason;
      const { node: balancer, expected, seen } = answer.reason.failure;
      missing.push(`${node} on ${balancer}: expected ${expected}, saw ${seen}`);
    }
    context.report.line(node, "known", `to ${balancerNames(opened)}`);
  }
  if (missing.length === 0) return { nodes: plan.nodes.map(({ node }) => node) };
  throw new RollError({
    step: "look every server up before anything moves",
    expected: "each node to be a server of its backend on every balancer",
    seen: missing.join("; "),
    next: "correct the names in the inventory, or add the server to the balancer's configuration; then `pulumi up`",
  });
}
