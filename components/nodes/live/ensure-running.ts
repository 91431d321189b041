import type { RollContext } from "../../rolling/context";
import type { ServicePlan } from "../service-plan";
import { openServices, readState } from "./service-states";
import { startServices } from "./start-services";

/**
 * Starts what is installed on a node and does not run: a roll that was aborted had stopped it, and is not to go on.
 * Nothing is changed, and nothing happens where all services run.
 */
export async function ensureRunning(context: RollContext, plan: ServicePlan): Promise<void> {
  const connection = await context.pool.connect(plan.target);
  const open = openServices(plan.services);
  const states = await Promise.all(open.map((service) => readState(connection, service)));
  if (states.every(({ phase }) => phase === "running")) return;
  await context.report.step(
    plan.target.name,
    "start",
    () => startServices(context, connection, open, plan),
    (seconds) => `what an aborted roll had stopped is ready after ${seconds} s`,
  );
}
