import { checkMachines } from "../../remote/check-machine";
import { RollError } from "../../remote/roll-error";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext, RollResult } from "../context";
import type { BalancerMember } from "./balancer-member";
import { balancerNames, type Member } from "./member";
import { machinesOf, openMembers } from "./open-members";
import { findOthers, sayOthers } from "./other-lines";
import { findMisplaced, listAddresses, type Place, type PlacedNode, parseAddresses } from "./own-places";
import type { StatusPlan } from "./plans";
import { findMemberProblems } from "./prove-return";

/**
 * `check-members`: every node has a server on every balancer, and each can leave there and join again. For balancers
 * whose configuration is not ours: what is wrong would else come to light when it is that node's turn.
 *
 * @throws RollError that names everything that is wrong.
 */
export async function checkMembers(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const machines = await checkMachines(context.pool, [
    ...plan.nodes.flatMap(({ members }) => machinesOf(context, members)),
    ...(plan.machines ?? []),
  ]);
  // A balancer that is down is judged below, where it may be known to be out.
  const isBalancer = (name: string) =>
    plan.nodes.some(({ members }) => members.some((each) => each.balancer === name));
  const counted = machines.filter(
    ({ machine, isSilent }) => !(isSilent && (isBalancer(machine) || context.missingHostSkipped)),
  );
  const problems = counted.map(({ machine, problem }) => `${machine}: ${problem}`);
  const broken = new Set(counted.map(({ machine }) => machine));
  const placed: PlacedNode[] = [];
  for (const { node, members } of plan.nodes) {
    const usable = members.filter(({ balancer }) => !broken.has(balancer));
    const opened = await openOrNote(context, node, usable, problems);
    const found = await Promise.all(opened.map(findMemberProblem));
    problems.push(...found.flat().map((problem) => `${node} on ${problem}`));
    if (found.flat().length > 0) continue;
    if (opened.length === 0) continue;
    placed.push({ node, own: await ownAddresses(context, plan, node), places: await placesOf(opened) });
    context.report.line(node, "known", `to ${balancerNames(opened)}`);
    const others = await findOthers(opened, ({ admin }) => admin !== "maint");
    sayOthers(context, node, others);
    problems.push(...(await findMemberProblems(others)), ...(await findOnly(node, others)));
  }
  problems.push(...findMisplaced(placed));
  if (problems.length === 0) return { nodes: plan.nodes.map(({ node }) => node) };
  throw new RollError({
    step: "look every server up before anything moves",
    expected:
      "each machine to have what the roll needs, and each node to be a server of its backend on every balancer, able to leave and to come back",
    seen: [...new Set(problems)].join("; "),
    next: "correct the names in the inventory, the balancer's configuration or the machines; then `pulumi up`",
  });
}

async function placesOf(members: readonly Member[]): Promise<Place[]> {
  const places = await Promise.all(members.map((member) => member.place?.()));
  return places.filter((place) => place !== undefined);
}

/** Of a node whose machine is known here; none of one that could not be asked, which was said above. */
async function ownAddresses(
  context: RollContext,
  { machines = [] }: StatusPlan,
  node: string,
): Promise<string[]> {
  const target = machines.find((machine) => machine.target.name === node)?.target;
  if (!target) return [];
  try {
    const step = "read its addresses";
    const text = await context.pool.run(target, (connection) =>
      runAsRoot(connection, listAddresses, { step }),
    );
    const own = parseAddresses(text);
    // Where it is logged in to, HAProxy may reach it as well.
    return own.length > 0 ? [...new Set([...own, target.host])] : [];
  } catch (error) {
    if (error instanceof RollError) return [];
    throw error;
  }
}

async function openOrNote(
  context: RollContext,
  node: string,
  members: readonly BalancerMember[],
  problems: string[],
): Promise<Member[]> {
  try {
    return await openMembers(context, node, members);
  } catch (error) {
    if (!(error instanceof RollError)) throw error;
    problems.push(`expected ${error.failure.expected}, saw ${error.failure.seen}`);
    return [];
  }
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
