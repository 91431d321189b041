import { RollError } from "../remote/roll-error";
import type { RollContext, RollResult } from "./context";
import type { GatePlan } from "./gate-plan";
import { findServed } from "./membership/find-served";

/** `gate`: after the first nodes of a roll, waits for somebody's word. It is given for this very roll, not for the next. */
export async function gate(context: RollContext, plan: GatePlan): Promise<RollResult> {
  const { batch, nodes, rollId, approved, later } = plan;
  const names = nodes.join(", ");
  const isApproved = approved === rollId;
  if (isApproved || (await findServed(context, later)).size === 0) {
    context.report.line(
      `batch ${batch}`,
      "gate",
      `open: ${isApproved ? "approved" : "the first deployment"}`,
    );
    return { batch, rollId };
  }
  throw new RollError({
    step: `gate after batch ${batch}`,
    expected: `approval of roll ${rollId}`,
    seen: approved ? `approval of ${approved}, another roll` : "none",
    next: `look at ${names}, which serve the new state; then ${plan.approveWith} and \`pulumi up\` goes on. With the old values, \`pulumi up\` goes back`,
  });
}
