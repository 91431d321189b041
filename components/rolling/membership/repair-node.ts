import { describeError, RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import type { BalancerMember } from "./balancer-member";
import { eachSettled, waitUntilUp } from "./in-service";
import { balancerNames, exclusively, type Member, type MemberState, readFacts } from "./member";
import { NodeGoneError } from "./node-gone";
import { openMembers } from "./open-members";
import { findOthers, isOpen } from "./other-lines";
import { planRepair, type RepairPlan, readRepairView } from "./plan-repair";

/** A product that serves passes its checks within this; one that does not must not keep a roll back. */
const nowhereTimeoutSec = 15;

/** What came of one node. */
export interface RepairOutcome {
  readonly node: string;
  readonly repaired: boolean;
  /** Why it stays as it was. */
  readonly left?: string;
  /** Why it could not be brought in. */
  readonly failure?: string;
  /** What to do about that. */
  readonly next?: string;
}

/** Brings a node in where it was left out without reason. */
export async function repairNode(
  context: RollContext,
  node: string,
  plans: readonly BalancerMember[],
  upTimeoutSec: number,
): Promise<RepairOutcome> {
  try {
    const own = await openMembers(context, node, plans);
    const members = [...own, ...(await findOthers(own, (_, record) => isOpen(record)))];
    return await repairMembers(context, node, members, upTimeoutSec);
  } catch (error) {
    // The chain makes another machine, which joins by itself.
    if (error instanceof NodeGoneError) return { node, repaired: false, left: "its machine is gone" };
    const next = error instanceof RollError ? error.failure.next : undefined;
    return { node, repaired: false, failure: describeError(error), ...(next ? { next } : {}) };
  }
}

/** The same with the balancers at hand. */
export async function repairMembers(
  context: RollContext,
  node: string,
  members: readonly Member[],
  upTimeoutSec: number,
): Promise<RepairOutcome> {
  const { bring, left } = await look(context, members);
  if (left) context.report.line(node, "repair", `left as it is: ${left}`);
  if (bring.length === 0) return { node, repaired: false, ...(left ? { left } : {}) };
  return context.report.step(
    node,
    "repair",
    () => bringIn(context, node, members, upTimeoutSec),
    (outcome) => outcome.failure ?? outcome.left ?? `in service again on ${balancerNames(bring)}`,
  );
}

async function look(context: RollContext, members: readonly Member[]): Promise<RepairPlan> {
  const [facts, states] = await Promise.all([
    readFacts(members),
    Promise.all(members.map((member) => member.state())),
  ]);
  const views = members.flatMap((member, index) => {
    const [fact, state] = [facts[index], states[index]];
    return fact && state ? [readRepairView(member, state, fact)] : [];
  });
  return planRepair(views, context.run, new Date());
}

async function bringIn(
  context: RollContext,
  node: string,
  members: readonly Member[],
  upTimeoutSec: number,
): Promise<RepairOutcome> {
  // Looked at anew while the balancers are held: a roll may have begun in between.
  const { plan, before } = await exclusively(members, async () => {
    const plan = await look(context, members);
    const before = await Promise.all(plan.bring.map((member) => member.state()));
    await eachSettled(plan.bring, (member) => member.admit());
    return { plan, before };
  });
  const { bring, fromNowhere, left } = plan;
  if (bring.length === 0) return { node, repaired: false, ...(left ? { left } : {}) };
  try {
    const limitSec = fromNowhere ? Math.min(upTimeoutSec, nowhereTimeoutSec) : upTimeoutSec;
    await waitUntilUp(context, node, bring, limitSec, (now) => fromNowhere && now.some(fails(before)));
  } catch (error) {
    // One that serves elsewhere stays enabled here: its checks decide from now on.
    if (!fromNowhere) return { node, repaired: false, failure: describeError(error) };
    await eachSettled(bring, (member) => member.takeOut());
    return { node, repaired: false, left: `stays out, its checks don't pass: ${seenOf(error)}` };
  }
  await eachSettled(bring, async (member) => {
    await Promise.all([member.save(true), member.removeRecord()]);
  });
  return { node, repaired: true };
}

/** A check that was made since, and did not pass. */
function fails(before: readonly MemberState[]): (now: MemberState, index: number) => boolean {
  return ({ view }, index) =>
    !view.checkPassed && view.check !== "" && view.check !== before[index]?.view.check;
}

function seenOf(error: unknown): string {
  return error instanceof RollError ? error.failure.seen : describeError(error);
}
