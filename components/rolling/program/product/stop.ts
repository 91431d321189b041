import type { RollContext, RollResult } from "../context";
import type { ServicePlan } from "../plans";
import { RollError } from "../roll-error";
import { ConnectError } from "../ssh/connect";
import type { SshConnection } from "../ssh/connection";
import { stopService } from "./service-state";

/** `stop`: ends a product gracefully; nothing to stop is fine. */
export async function stop(context: RollContext, plan: ServicePlan): Promise<RollResult> {
  const node = plan.target.name;
  const connection = await reach(context, plan);
  if (!connection) return { node, stopped: "skipped" };
  const stopped = await context.report.step(
    node,
    "stop",
    () => stopService(connection, plan, context.signal),
    (was) => (was ? `${plan.unit} ended, ports closed` : `${plan.unit} was not running`),
  );
  return { node, stopped };
}

async function reach(context: RollContext, { target }: ServicePlan): Promise<SshConnection | undefined> {
  try {
    return await context.pool.connect(target);
  } catch (error) {
    if (!(error instanceof ConnectError) || error.reason !== "network") throw error;
    if (context.missingHostSkipped) {
      context.report.line(target.name, "stop", `SKIPPED, can't be reached: ${error.failure.seen}`);
      return undefined;
    }
    throw new RollError({
      ...error.failure,
      next: "bring the machine back; if it is gone for good, run the same command with WSO2_ROLL_MISSING_HOST=skip",
    });
  }
}
