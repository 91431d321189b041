import type { RollContext, RollResult } from "../context";
import type { MembershipPlan } from "../plans";
import { poll } from "../poll";
import { describeError, RollError, withSeen } from "../roll-error";
import { describeStates, eachSettled, isIn, waitUntilUp } from "./in-service";
import {
  balancerNames,
  exclusively,
  type GroupFacts,
  type Member,
  type MemberState,
  readFacts,
} from "./member";
import { openMembers } from "./open-members";
import { refuseOtherRolls } from "./other-rolls";
import { newRecords } from "./records";

/** `join`: brings a node into service on every balancer and sees it stay there, or leaves it out on all. */
export async function join(context: RollContext, plan: MembershipPlan): Promise<RollResult> {
  const members = await openMembers(context, plan.node, plan.members);
  if (members.length === 0) {
    const expected = "at least one balancer to join";
    throw new RollError({ node: plan.node, step: "join", expected, seen: "none" });
  }
  return joinMembers(context, plan, members);
}

/** The same with the balancers at hand. */
export async function joinMembers(
  context: RollContext,
  plan: MembershipPlan,
  members: readonly Member[],
): Promise<RollResult> {
  const { node } = plan;
  const names = balancerNames(members);
  // All known before any is changed.
  const [before, facts] = await Promise.all([
    Promise.all(members.map((member) => member.state())),
    readFacts(members),
  ]);
  const out = members.filter((_, index) => !isIn(before[index]));
  if (out.length === 0 && !members.some((member, index) => isWrittenOut(member, facts[index]))) {
    context.report.line(node, "join", `in service on ${names} already`);
    return { node, joined: names, before: true };
  }
  let touched = false;
  try {
    await exclusively(members, async () => {
      refuseOtherRolls(context, node, await readFacts(members));
      touched = true;
      await eachSettled(out, (member) => member.admit());
    });
    const states = await context.report.step(
      node,
      "enable",
      () => waitUntilUp(context, node, members, plan.join.upTimeoutSec),
      (seen) => `${names}, UP by ${seen.map((state) => state.view.check || "no check").join(", ")}`,
    );
    await context.report.step(
      node,
      "stable",
      () => watchStable(context, plan, members, states),
      () => `${names}, UP for ${plan.join.stableSec} s`,
    );
    const record = newRecords(context, plan);
    const joined = new Date().toISOString();
    await eachSettled(members, async (member) => {
      await Promise.all([member.save(true), member.writeRecord({ ...record(member), joined })]);
    });
  } catch (error) {
    if (!touched) throw error;
    throw await backOut(context, plan, members, error);
  }
  return { node, joined: names };
}

/** It serves, and the balancer has it written down as out: somebody was interrupted in between. */
function isWrittenOut(member: Member, facts: GroupFacts | undefined): boolean {
  const record = facts?.records.find(({ server }) => server === member.server);
  return record !== undefined && record.joined === undefined;
}

/** One failed check alone is no fall; the count of downs also shows what happened between two looks. */
async function watchStable(
  context: RollContext,
  { node, join: limits }: MembershipPlan,
  members: readonly Member[],
  start: readonly MemberState[],
): Promise<void> {
  const end = performance.now() + limits.stableSec * 1000;
  let seen = "";
  const stable = await poll(
    async () => {
      const now = await Promise.all(members.map((member) => member.state()));
      seen = describeStates(members, now);
      const fell = now.some(
        ({ view }, index) => view.admin !== "ready" || !view.up || view.downs !== start[index]?.view.downs,
      );
      if (fell) return false;
      return performance.now() >= end && now.every(isIn) ? true : undefined;
    },
    { timeoutSec: limits.stableSec + limits.upTimeoutSec, intervalMs: 500, signal: context.signal },
  );
  if (stable) return;
  throw new RollError({
    node,
    step: "stay up",
    expected: `UP for ${limits.stableSec} s on every balancer`,
    seen,
  });
}

/** A node that is not surely well takes no requests anywhere. */
async function backOut(
  context: RollContext,
  plan: MembershipPlan,
  members: readonly Member[],
  error: unknown,
): Promise<RollError> {
  const { node } = plan;
  const record = newRecords(context, plan);
  const results = await Promise.allSettled(
    members.map(async (member) => {
      await member.takeOut();
      const ended = new Date().toISOString();
      await Promise.all([member.save(false), member.writeRecord({ ...record(member), ended })]);
    }),
  );
  const outcome = members.map((member, index) => {
    const result = results[index];
    return result?.status === "rejected"
      ? `NOT taken out on ${member.balancer} (${describeError(result.reason)})`
      : `out on ${member.balancer}`;
  });
  context.report.line(node, "undo", outcome.join(", "));
  return withSeen(error, "join", outcome.join(", "));
}
