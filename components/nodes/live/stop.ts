import { ConnectError } from "../../remote/ssh/connect";
import type { SshConnection } from "../../remote/ssh/connection";
import type { RollContext, RollResult } from "../../rolling/context";
import type { ChangeStep } from "../../rolling/membership/plans";
import type { StopPlan } from "../service-plan";
import { openServices } from "./service-states";
import { stopServices } from "./stop-services";

/**
 * `stop`: ends a node's services gracefully, in their order; nothing to stop is fine.
 *
 * The node has left every balancer by then, so a machine that is gone, or a new one in its place that nobody
 * has prepared yet, must not hold the roll up: after a failed replacement the engine stops the old service
 * once more. `start` meets the machine next, and insists on the right one.
 */
export async function stop(context: RollContext, plan: StopPlan & ChangeStep): Promise<RollResult> {
  const node = plan.target.name;
  const names = plan.services.map(({ name }) => name).join(", ");
  const connection = await reach(context, plan);
  if (!connection) return { node, stopped: "skipped" };
  const stopped = await context.report.step(
    node,
    "stop",
    () =>
      stopServices(context, connection, openServices(plan.services), plan, () => seeItIsOut(context, plan)),
    (ran) => (ran.length > 0 ? `${ran.join(", ")} ended, ports closed` : `${names} was not running`),
  );
  return { node, stopped: stopped.length > 0 };
}

/** Only where there is something to stop: a machine without services can't lose a request. */
async function seeItIsOut(
  context: RollContext,
  { target, members, leave }: ChangeStep & StopPlan,
): Promise<void> {
  if (!members || members.length === 0) return;
  const { seeOut } =
    require("../../rolling/membership/see-out") as typeof import("../../rolling/membership/see-out");
  await seeOut(context, target.name, members, leave);
}

async function reach(context: RollContext, { target }: StopPlan): Promise<SshConnection | undefined> {
  try {
    return await context.pool.connect(target);
  } catch (error) {
    // One that answers and can't be talked to may still serve.
    if (!(error instanceof ConnectError) || !["network", "host key"].includes(error.reason)) throw error;
    const reason =
      error.reason === "host key"
        ? "a machine that is not prepared answers at its address"
        : "the machine can't be reached";
    context.report.line(target.name, "stop", `SKIPPED, ${reason}: saw ${error.failure.seen}`);
    return undefined;
  }
}
