import { describeError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import { checkFloor } from "./check-floor";
import { checkOut } from "./check-out";
import { holdingLease } from "./hold-lease";
import { eachSettled } from "./in-service";
import { type FactsOf, isKnown, own } from "./known";
import { leaseSecOf } from "./lease";
import { balancerNames, exclusively, type GroupFacts, type Member, readFacts } from "./member";
import { openMembers } from "./open-members";
import { findOthers, isOpen, sayOthers } from "./other-lines";
import { refuseOtherRolls } from "./other-rolls";
import type { DrainLimits, MembershipPlan } from "./plans";
import { proveReturn } from "./prove-return";
import { endRecords, newRecords } from "./records";
import { isRemovedForGood } from "./removed-for-good";
import { seeNoneComes, waitWhereCut } from "./uncut";
import { undoing } from "./undo";
import { waitForInFlight, waitForOldProcesses, waitForSessions } from "./waits";

/** `leave`: takes a node out of every balancer without losing a request, or changes nothing. */
export async function leave(context: RollContext, plan: MembershipPlan): Promise<RollResult> {
  const own = await openMembers(context, plan.node, plan.members);
  const others = await findOthers(own, ({ admin }, record) => admin !== "maint" || isOpen(record));
  sayOthers(context, plan.node, others);
  return holdingLease([...own, ...others], leaseSecOf(plan), (members) =>
    leaveMembers(context, plan, members),
  );
}

/** The same with the balancers at hand. */
export async function leaveMembers(
  context: RollContext,
  plan: MembershipPlan,
  opened: readonly Member[],
): Promise<RollResult> {
  const { node } = plan;
  const facts = new Map(
    await Promise.all(opened.map(async (member) => [member, await member.facts()] as const)),
  );
  const members = opened.filter((member) => isKnown(member, facts));
  if (members.length === 0) {
    context.report.line(node, "leave", "no balancer has it any more: it has left before");
    return { node, left: "before" };
  }

  const serving = members.filter((member) => own(member, facts)?.admin !== "maint");
  const retained = members.filter((member) => facts.get(member)?.wanted?.includes(member.server) === false);
  const written: Member[] = [];
  const write = async () => {
    const record = newRecords(context, plan);
    written.push(...members);
    await eachSettled(members, (member) => member.writeRecord(record(member)));
  };
  try {
    if (serving.length > 0) await takeOut(context, plan, { members, serving, facts, write });
    else await stayOut(context, plan, members, write);
    if (retained.length > 0) await remove(context, node, retained);
    if (isRemovedForGood(context, plan, [...facts.values()])) {
      await eachSettled(members, (member) => member.removeRecord());
    }
  } catch (error) {
    await endRecords(written, newRecords(context, plan));
    throw error;
  }
  return { node, left: balancerNames(members), before: serving.length === 0 };
}

/** Out already: from now on because of this roll. */
async function stayOut(
  context: RollContext,
  { node, drain }: MembershipPlan,
  members: readonly Member[],
  write: () => Promise<void>,
): Promise<void> {
  await exclusively(members, async () => {
    refuseOtherRolls(context, node, await readFacts(members));
    await write();
  });
  await waitForInFlight(context, node, members, drain);
  await checkOut(context, node, members, drain);
}

function remove(context: RollContext, node: string, retained: readonly Member[]): Promise<unknown> {
  return context.report.step(
    node,
    "remove",
    () => Promise.all(retained.map((member) => member.forget())),
    () => `from the configuration of ${balancerNames(retained)}`,
  );
}

/** A leave runs with the limits of the deployment before; what the balancers were told since then counts. */
function withTold(limits: DrainLimits, facts: FactsOf): DrainLimits {
  const told = [...facts.values()].flatMap(({ floors }) => floors?.shutdownSessionsAfterSec ?? []);
  return told.length > 0 ? { ...limits, shutdownSessionsAfterSec: Math.min(...told) } : limits;
}

/** A machine that is a balancer itself has connections of its own to end meanwhile. */
async function drainSessions(
  context: RollContext,
  { node, balances }: MembershipPlan,
  alive: readonly Member[],
  drain: DrainLimits,
) {
  const drained = waitForSessions(context, node, alive, drain);
  if (balances && (await carriesClients(context, node, alive))) {
    await context.rooms.ownBalancer.letGo(context, node, balances, drained, drain.sessionTimeoutSec);
  }
  return drained;
}

/** A proxy's own connections are left alone: it may send a request at the moment at which one is ended. */
async function carriesClients(
  context: RollContext,
  node: string,
  members: readonly Member[],
): Promise<boolean> {
  try {
    const carry = await Promise.all(members.map((member) => member.carriesClients?.()));
    return carry.includes(true);
  } catch (error) {
    context.report.line(node, "let go", `no connection is ended: ${describeError(error)}`);
    return false;
  }
}

interface TakingOut {
  readonly members: readonly Member[];
  readonly serving: readonly Member[];
  readonly facts: FactsOf;
  /** Writes down on every balancer that this roll takes the node out. */
  readonly write: () => Promise<void>;
}

async function takeOut(
  context: RollContext,
  plan: MembershipPlan,
  { members, serving, facts, write }: TakingOut,
): Promise<void> {
  const { node } = plan;
  const drain = withTold(plan.drain, facts);
  const names = balancerNames(members);
  const dead = members.filter((member) => serving.includes(member) && !own(member, facts)?.up);
  const alive = members.filter((member) => !dead.includes(member));
  const check = (now: readonly GroupFacts[]) => {
    refuseOtherRolls(context, node, now);
    checkFloor(context, plan, serving, new Map(members.map((member, index) => [member, now[index]])));
  };
  await proveReturn(context, node, serving);
  if (plan.behind && alive.length > 0) {
    const { provePeers } = require("./prove-peers") as typeof import("./prove-peers");
    await provePeers(context, node, plan.behind, plan.join.upTimeoutSec);
  }
  if (plan.before && alive.some((member) => serving.includes(member))) {
    // Once more under the lock, after the hook.
    check(await readFacts(members));
    const { runHooks } = require("../hooks/run-hooks") as typeof import("../hooks/run-hooks");
    await runHooks(context, plan.before);
  }
  await waitForOldProcesses(context, node, members);
  const before = (member: Member) => own(member, facts)?.admin;
  let isQuiet = true;
  await undoing(context, node, serving, before, async (changing) => {
    await exclusively(members, async () => {
      check(await readFacts(members));
      await write();
      await changing((member) => member.drain());
    });
    await context.report.step(
      node,
      "drain",
      async () => {
        const drained = await drainSessions(context, plan, alive, drain);
        isQuiet = drained.quiet;
        if (!isQuiet) await waitWhereCut(context, node, alive, drain);
        return drained;
      },
      ({ quiet, inFlight }) =>
        `${names}, ${quiet ? "quiet" : `${inFlight} in flight after ${drain.sessionTimeoutSec} s, no longer waiting`}`,
    );
    await context.report.step(
      node,
      "maint",
      async () => {
        await changing((member) => member.takeOut());
        const given = await waitForInFlight(context, node, members, drain, dead);
        if (!isQuiet) await seeNoneComes(context, node, alive, drain);
        await Promise.all(members.map((member) => member.save(false)));
        return given || (await checkOut(context, node, members, drain, dead));
      },
      (given) => `${names}, ${given ? `given up: ${given}` : "nothing in flight"}`,
    );
  });
}
