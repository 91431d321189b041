import type { RollContext } from "../context";
import type { BalancerMember } from "./balancer-member";
import type { Member } from "./member";
import { openLinesSoon } from "./open-members";

/** A step of this run failed while a node was out: on every balancer that can be reached, its record is ended. */
export async function endOwnRecords(context: RollContext, plans: readonly BalancerMember[]): Promise<void> {
  const ended = new Date().toISOString();
  await Promise.allSettled(
    plans.map(async (plan) => {
      const lines = await openLinesSoon(context, plan);
      await Promise.all(lines.map((line) => endOwnRecord(context, line, ended)));
    }),
  );
}

/** The same on one balancer. What another run has written is not touched. */
export async function endOwnRecord(
  { run }: Pick<RollContext, "run">,
  member: Member,
  ended: string,
): Promise<void> {
  const { records } = await member.facts();
  const record = records.find(({ server }) => server === member.server);
  if (!record || record.run !== run.id || record.joined !== undefined || record.ended !== undefined) return;
  await member.writeRecord({ ...record, ended });
}
