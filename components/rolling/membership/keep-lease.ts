import { within } from "../../remote/poll";
import { describeError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import type { BalancerMember } from "./balancer-member";
import { leaseEnd, renewEveryMs } from "./lease";
import type { Member } from "./member";
import { openLinesSoon } from "./open-members";
import type { OutRecord } from "./out-record";

const firstRenewalMs = 1000;
/** A balancer that does not answer must not keep a step that has done its work. */
const lastRenewalSec = 10;

/** A step between leave and join, or between two batches, and how long a record is good for once it has ended. */
export interface KeptStep {
  readonly node: string;
  readonly members: readonly BalancerMember[];
  readonly leaseSec: number;
  /** Nothing long comes after it: the record may end earlier than it was written for. */
  readonly isLast: boolean;
  /** Its nodes are back, and the run goes on to others: that is what others see. @default they are out */
  readonly isBetween?: boolean;
}

/**
 * Renews what this run has written down about a node while a step works on it, whatever the step may take: hooks,
 * change scripts, a distribution for a new machine, a bake. Others see so that its owner lives.
 */
export async function keepingLease<T>(
  context: RollContext,
  step: KeptStep,
  work: () => Promise<T>,
): Promise<T> {
  if (step.members.length === 0) return work();
  const silent = new Set<string>();
  let ended = false;
  const renewOne = async (plan: BalancerMember) => {
    try {
      const lines = await openLinesSoon(context, plan);
      await Promise.all(lines.map((line) => renewRecord(context, line, step)));
      silent.delete(plan.balancer);
    } catch (error) {
      if (silent.has(plan.balancer) || ended) return;
      silent.add(plan.balancer);
      context.report.line(step.node, "lease", `not renewed on ${plan.balancer}: ${describeError(error)}`);
    }
  };
  let renewing: Promise<unknown> | undefined;
  const renew = () => {
    renewing ??= Promise.all(step.members.map(renewOne)).finally(() => {
      renewing = undefined;
    });
  };
  const timer = setInterval(renew, renewEveryMs(step.leaseSec));
  // Soon, as the engine may have been at it for long; a step that is done at once needs none.
  const first = setTimeout(renew, Math.min(firstRenewalMs, renewEveryMs(step.leaseSec)));
  for (const each of [timer, first]) each.unref();
  try {
    return await work();
  } finally {
    ended = true;
    clearInterval(timer);
    clearTimeout(first);
    await within(lastRenewalSec, "not renewed", Promise.resolve(renewing)).catch(() => {});
  }
}

/** On one balancer. What another run has written, and what is over, is not touched. */
export async function renewRecord(
  { run }: Pick<RollContext, "run">,
  member: Pick<Member, "server" | "facts" | "writeRecord">,
  { leaseSec, isLast, isBetween = false }: Pick<KeptStep, "leaseSec" | "isLast" | "isBetween">,
  now: Date = new Date(),
): Promise<void> {
  const { records } = await member.facts();
  const record = records.find(({ server }) => server === member.server);
  if (!record || record.run !== run.id || record.ended !== undefined) return;
  if ((record.joined !== undefined) !== isBetween) return;
  const until = leaseEnd(leaseSec, now);
  const later = until > record.until ? until : record.until;
  if (isBetween) return member.writeRecord({ ...record, seen: now.toISOString(), until: later });
  const renewed: OutRecord = { ...record, until: isLast ? until : later };
  if (renewed.until !== record.until) await member.writeRecord(renewed);
}
