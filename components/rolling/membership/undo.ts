import { describeError, withSeen } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { eachSettled } from "./in-service";
import type { Member } from "./member";
import type { AdminState } from "./member-view";

/** Changes every member side by side. */
export type Changing = (change: (member: Member) => Promise<void>) => Promise<void>;

/**
 * Runs work that takes a serving node out. When it fails, on whichever balancer, the node is put back on
 * each balancer that was touched, as it was before, so that no healthy node stays out.
 *
 * @param before What somebody had decided about it: one that was in drain goes there again.
 * @throws the work's error, with what came of putting back.
 */
export async function undoing(
  context: RollContext,
  node: string,
  members: readonly Member[],
  before: (member: Member) => AdminState | undefined,
  work: (changing: Changing) => Promise<void>,
): Promise<void> {
  let touched = false;
  try {
    await work(async (change) => {
      touched = true;
      await eachSettled(members, change);
    });
  } catch (error) {
    if (!touched) throw error;
    const results = await Promise.allSettled(
      members.map(async (member) => {
        await member.putBack();
        if (before(member) === "drain") await member.drain();
        await member.save(true);
      }),
    );
    const outcome = members.map((member, index) => {
      const result = results[index];
      return result?.status === "rejected"
        ? `NOT put back on ${member.balancer} (${describeError(result.reason)})`
        : `put back on ${member.balancer}`;
    });
    context.report.line(node, "undo", outcome.join(", "));
    throw withSeen(error, "leave", outcome.join(", "));
  }
}
