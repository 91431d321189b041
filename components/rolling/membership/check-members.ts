import { RollError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import { balancerNames, type Member } from "./member";
import { openMembers } from "./open-members";
import { findOthers, sayOthers } from "./other-lines";
import type { StatusPlan } from "./plans";
import { findMemberProblems } from "./prove-return";

/**
 * `check-members`: every node has a server on every balancer, and each can leave there and join again. For balancers
 * whose configuration is not ours: what is wrong would else come to light when it is that node's turn.
 *
 * @throws RollError that names everything that is wrong.
 */
export async function checkMembers(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const problems: string[] = [];
  for (const { node, members } of plan.nodes) {
    const opened = await openMembers(context, node, members);
    const found = await Promise.all(opened.map(findMemberProblem));
    problems.push(...found.flat().map((problem) => `${node} on ${problem}`));
    if (found.flat().length > 0) continue;
    context.report.line(node, "known", `to ${balancerNames(opened)}`);
    const others = await findOthers(opened, ({ admin }) => admin !== "maint");
    sayOthers(context, node, others);
    problems.push(...(await findMemberProblems(others)), ...(await findOnly(node, others)));
  }
  if (problems.length === 0) return { nodes: plan.nodes.map(({ node }) => node) };
  throw new RollError({
    step: "look every server up before anything moves",
    expected: "each node to be a server of its backend on every balancer, and able to leave and to come back",
    seen: [...new Set(problems)].join("; "),
    next: "correct the names in the inventory, or the balancer's configuration; then `pulumi up`",
  });
}

async function findMemberProblem(member: Member): Promise<string[]> {
  try {
    await member.state();
    return await findMemberProblems([member]);
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    const { node: balancer, expected, seen } = error.failure;
    return [`${balancer}: expected ${expected}, saw ${seen}`];
  }
}

/** A backend of somebody else's that would be without any server while the node is out. */
async function findOnly(node: string, others: readonly Member[]): Promise<string[]> {
  const facts = await Promise.all(others.map((member) => member.facts()));
  return others.flatMap(({ balancer, group, elsewhere }, index) => {
    const leaving = others.filter((other) => other.group === group).map(({ server }) => server);
    const left = facts[index]?.servers.filter(({ name }) => !leaving.includes(name)) ?? [];
    return elsewhere && left.length === 0
      ? [
          `${node} on ${balancer}: no other server is there, so that backend would have none while the node is out`,
        ]
      : [];
  });
}
