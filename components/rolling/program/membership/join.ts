import type { RollContext, RollResult } from "../context";
import type { MembershipPlan } from "../plans";
import { poll } from "../poll";
import { describeError, RollError, withSeen } from "../roll-error";
import { describeStates, eachSettled, isIn, waitUntilUp } from "./in-service";
import { balancerNames, exclusively, type Member, type MemberState } from "./member";
import { openMembers } from "./open-members";

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
  const before = await Promise.all(members.map((member) => member.state()));
  const out = members.filter((_, index) => !isIn(before[index]));
  try {
    await exclusively(out, () => eachSettled(out, (member) => member.admit()));
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
    await eachSettled(members, (member) => member.save(true));
  } catch (error) {
    throw await backOut(context, node, members, error);
  }
  return { node, joined: names };
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
  node: string,
  members: readonly Member[],
  error: unknown,
): Promise<RollError> {
  const results = await Promise.allSettled(
    members.map(async (member) => {
      await member.takeOut();
      await member.save(false);
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
