import type { SshConnection } from "../../remote/ssh/connection";
import type { RollContext, RollResult } from "../../rolling/context";
import type { ChangeStep } from "../../rolling/membership/plans";
import type { ServicePlan } from "../service-plan";
import { checkStopped, openServices } from "./service-states";
import { startServices } from "./start-services";
import { stopServices } from "./stop-services";

/**
 * `start`: makes a node run one version with one configuration, sees it say that it is ready, and lets the
 * operator's smoke test have a look.
 */
export async function start(context: RollContext, plan: ServicePlan & ChangeStep): Promise<RollResult> {
  const node = plan.target.name;
  const connection = await context.pool.connect(plan.target);
  if (plan.distribution) {
    const { stage } = require("./stage") as typeof import("./stage");
    await stage(context, { ...plan.distribution, target: plan.target });
  }
  if (plan.install) {
    const { bringNeedsOf, makeTablesOf } = require("./libraries") as typeof import("./libraries");
    const { tryInstall, failOnTrials } = require("./trial") as typeof import("./trial");
    await bringNeedsOf(context, connection, plan.install);
    // What can't be installed is no reason to end what still runs.
    failOnTrials(`version ${plan.version}`, new Map([[node, await tryInstall(connection, plan.install)]]));
    await makeTablesOf(context, connection, plan.install);
  }
  const open = openServices(plan.services);
  // A start that failed half-way may have left something running, which may even serve by now.
  const ran = await stopServices(context, connection, open, plan, () => leaveFirst(context, plan));
  if (ran.length > 0) context.report.line(node, "stop", `${ran.join(", ")} still ran`);
  await change(context, connection, plan);
  await checkStopped(connection, open);
  const readyAfterSec = await context.report.step(
    node,
    "start",
    () => startServices(context, connection, open, plan),
    (seconds) => `version ${plan.version} ready after ${seconds} s`,
  );
  if (plan.after) {
    const { runHooks } =
      require("../../rolling/hooks/run-hooks") as typeof import("../../rolling/hooks/run-hooks");
    await runHooks(context, plan.after);
  }
  return { node, version: plan.version, readyAfterSec };
}

async function leaveFirst(context: RollContext, plan: ServicePlan & ChangeStep): Promise<void> {
  if (!plan.leave) return;
  const { leave } =
    require("../../rolling/membership/leave") as typeof import("../../rolling/membership/leave");
  await leave(context, plan.leave);
}

async function change(context: RollContext, connection: SshConnection, plan: ServicePlan): Promise<void> {
  const node = plan.target.name;
  if (plan.install) {
    const { install, version } = plan;
    const { installProduct } = require("./install") as typeof import("./install");
    if (install.content) {
      const { startContent } =
        require("../../content-sync/live/start-content") as typeof import("../../content-sync/live/start-content");
      await startContent(context, connection, install.content, install);
    }
    await context.report.step(
      node,
      "install",
      () => installProduct(connection, install, version),
      () => `version ${version}: files, stores, ${install.unit}`,
    );
  }
  if (plan.change) {
    const { applyChange, describeChange } = require("./change") as typeof import("./change");
    const wanted = plan.change;
    await context.report.step(
      node,
      "change",
      () => applyChange(connection, wanted, context.signal),
      () => describeChange(wanted),
    );
  }
}
