import type { RollContext } from "../context";
import { leaseSecOf } from "./lease";
import type { Member } from "./member";
import { type OutRecord, planOutRecord } from "./out-record";
import type { MembershipPlan } from "./plans";

/** What this run writes down about a node, the same on every balancer. */
export function newRecords(
  { run }: RollContext,
  plan: MembershipPlan,
): (member: Pick<Member, "server">) => OutRecord {
  const now = new Date();
  return ({ server }) => planOutRecord(server, run, leaseSecOf(plan), now);
}

/**
 * A command failed, and with it its run: what it wrote down blocks nobody any longer. A node that is in service
 * has no record; one that stays out keeps the reason. As far as the balancers can be reached: a record that
 * can't be changed ends with its run's process, or expires.
 */
export async function endRecords(
  members: readonly Member[],
  recordOf: (member: Member) => OutRecord,
): Promise<void> {
  const ended = new Date().toISOString();
  await Promise.allSettled(
    members.map(async (member) => {
      const { view } = await member.state();
      if (view.admin === "ready") return member.removeRecord();
      return member.writeRecord({ ...recordOf(member), ended });
    }),
  );
}
