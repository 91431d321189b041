import { describeError } from "../../remote/roll-error";
import { connectWithin } from "../../remote/ssh/connect-within";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext, RollResult } from "../../rolling/context";
import { renderAgent } from "../logs/agent-script";
import type { LogPlan } from "../logs/log-plan";

const connectSec = 60;
const fetchSec = 180;
const installSec = 420;

/**
 * `ship-logs`: a machine sends its logs to CloudWatch. It fails only where the operator ends it: in the middle of a
 * roll a failure would stop the engine, and with it the return of a node, for the sake of a log that the journal has.
 *
 * @param reachSec Limit for the machine to be reached.
 */
export async function shipLogs(
  context: RollContext,
  plan: LogPlan,
  reachSec = connectSec,
): Promise<RollResult> {
  const { target, logGroupName, units, files } = plan;
  const node = target.name;
  try {
    await context.report.step(
      node,
      "logs",
      () => install(context, plan, reachSec),
      () => `${[...units, ...files.map(({ name }) => name)].join(", ")} to ${logGroupName}`,
    );
    return { node, logGroupName };
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = describeError(error);
    context.report.line(node, "logs", `are NOT SENT to ${logGroupName}: ${reason}`);
    return { node, logGroupName, failed: reason };
  }
}

async function install({ signal }: RollContext, plan: LogPlan, timeoutSec: number): Promise<void> {
  const connection = await connectWithin(plan.target, { timeoutSec, signal });
  try {
    const options = { step: "install the CloudWatch agent", timeoutSec: installSec, signal };
    await runAsRoot(connection, renderAgent(plan, fetchSec), options);
  } finally {
    connection.close();
  }
}
