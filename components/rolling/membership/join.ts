import { describeError, RollError, withSeen } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import { holdingLease } from "./hold-lease";
import { eachSettled, isIn, waitUntilUp } from "./in-service";
import { keepingLease } from "./keep-lease";
import { leaseSecOf } from "./lease";
import {
  balancerNames,
  exclusively,
  type GroupFacts,
  type Member,
  type MemberState,
  readFacts,
} from "./member";
import { openMembers } from "./open-members";
import { findOthers, isOpen, sayOthers } from "./other-lines";
import { refuseOtherRolls } from "./other-rolls";
import type { MembershipPlan } from "./plans";
import { newRecords } from "./records";
import { watchStable } from "./watch-stable";

/** `join`: brings a node into service on every balancer and sees it stay there, or leaves it out on all. */
export async function join(context: RollContext, plan: MembershipPlan): Promise<RollResult> {
  const members = await openMembers(context, plan.node, plan.members);
  if (members.length === 0) {
    const expected = "at least one balancer to join";
    throw new RollError({ node: plan.node, step: "join", expected, seen: "none" });
  }
  if (plan.balances) {
    const { prepareBalancer } = require("./join-balancer") as typeof import("./join-balancer");
    const { balances } = plan;
    const step = { node: plan.node, members: plan.members, leaseSec: leaseSecOf(plan), isLast: false };
    const done = await keepingLease(context, step, () =>
      prepareBalancer(context, plan, balances, members, context.rooms.ownBalancer),
    );
    if (done) return done;
  }
  if (plan.behind) {
    const { catchUpBehind } = require("./catch-up-behind") as typeof import("./catch-up-behind");
    const { behind, join: limits } = plan;
    const step = { node: plan.node, members: plan.members, leaseSec: leaseSecOf(plan), isLast: false };
    await keepingLease(context, step, () => catchUpBehind(context, plan.node, behind, limits.upTimeoutSec));
  }
  const others = await findOthers(members, (_, record) => isOpen(record));
  sayOthers(context, plan.node, others);
  return holdingLease([...members, ...others], leaseSecOf(plan), (held) => joinMembers(context, plan, held));
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
  refuseWeightless(node, members, before);
  const out = members.filter((_, index) => {
    const view = before[index]?.view;
    return view?.admin !== "ready" || view.passedOver;
  });
  if (before.every(isIn) && !members.some((member, index) => isWrittenOut(member, facts[index]))) {
    context.report.line(node, "join", `in service on ${names} already`);
    return { node, joined: names, before: true };
  }
  await restart(context, plan, members, facts);
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
      () => watchStable(context, node, members, states, plan.join),
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

/**
 * Nobody here set that weight, and no check brings a server of weight 0 any request.
 *
 * @throws RollError before anything moves
 */
function refuseWeightless(node: string, members: readonly Member[], states: readonly MemberState[]): void {
  const found = members.filter((_, index) => {
    const view = states[index]?.view;
    return view?.weightless && !view.agent;
  });
  if (found.length === 0) return;
  throw new RollError({
    node,
    step: "join",
    expected: "a weight above 0 on every balancer",
    seen: `weight 0 on ${balancerNames(found)}: new clients would never get to it`,
    next: "give it its weight back on the balancer (`set server <backend>/<server> weight 100%`, and in its configuration), then `pulumi up`",
  });
}

/** A roll that another run has left may have stopped the node, and nobody else starts it when the old values are back. */
async function restart(
  context: RollContext,
  { restart: service }: MembershipPlan,
  members: readonly Member[],
  facts: readonly GroupFacts[],
): Promise<void> {
  const isLeftBehind = members.some((member, index) =>
    facts[index]?.records.some(({ server, run }) => server === member.server && run !== context.run.id),
  );
  if (!service || !isLeftBehind) return;
  await context.rooms.ensureRunning(context, service);
}

/** It serves, and the balancer has it written down as out: somebody was interrupted in between. */
function isWrittenOut(member: Member, facts: GroupFacts | undefined): boolean {
  const record = facts?.records.find(({ server }) => server === member.server);
  return record !== undefined && record.joined === undefined;
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
  const ended = new Date().toISOString();
  const results = await Promise.allSettled(
    members.map(async (member) => {
      await member.takeOut();
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
