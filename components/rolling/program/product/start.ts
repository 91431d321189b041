import type { RollContext, RollResult } from "../context";
import type { ServicePlan } from "../plans";
import { poll } from "../poll";
import { RollError } from "../roll-error";
import type { SshConnection } from "../ssh/connection";
import { quote, runAsRoot } from "../ssh/shell";
import { installService } from "./install";
import { probeReadiness } from "./readiness";
import { readServiceState, stopService } from "./service-state";
import { stage } from "./stage";

const logLineCount = 20;

/** `start`: makes a node run one version with one configuration, and sees the product say that it is ready. */
export async function start(context: RollContext, plan: ServicePlan): Promise<RollResult> {
  const node = plan.target.name;
  const connection = await context.pool.connect(plan.target);
  if (plan.distribution) await stage(context, { ...plan.distribution, target: plan.target });
  // A start that failed half-way may have left something running.
  if (await stopService(connection, plan, context.signal)) {
    context.report.line(node, "stop", `${plan.unit} was still running`);
  }
  await context.report.step(
    node,
    "install",
    () => installService(connection, plan),
    () => `version ${plan.version}: files, stores, ${plan.unit}`,
  );
  const readyAfterSec = await context.report.step(
    node,
    "start",
    () => startAndWait(context, connection, plan),
    (seconds) => `version ${plan.version} ready after ${seconds} s`,
  );
  return { node, version: plan.version, readyAfterSec };
}

async function startAndWait(
  context: RollContext,
  connection: SshConnection,
  plan: ServicePlan,
): Promise<number> {
  const unit = quote(plan.unit);
  const script = `systemctl reset-failed ${unit} 2>/dev/null || :\nsystemctl start --no-block ${unit}`;
  const begun = performance.now();
  await runAsRoot(connection, script, { step: "start" });
  let seen = "nothing yet";
  const outcome = await poll(
    async () => {
      const [answer, state] = await Promise.all([
        probeReadiness(connection, plan.readiness, plan.keystore.caPem),
        readServiceState(connection, plan),
      ]);
      const restarts = state.restarts > 0 ? `, restarted ${state.restarts} times` : "";
      seen = `${answer.seen} (unit ${state.active}${restarts})`;
      if (answer.ready) return "ready";
      return state.active === "failed" ? "failed" : undefined;
    },
    { timeoutSec: plan.startTimeoutSec, intervalMs: 100, signal: context.signal },
  );
  if (outcome === "ready") return Math.round((performance.now() - begun) / 100) / 10;
  throw new RollError({
    node: plan.target.name,
    step: `start version ${plan.version}`,
    expected: `${describeReadiness(plan)} within ${plan.startTimeoutSec} s`,
    seen,
    logLines: await lastLogLines(connection, plan),
    next: "the node stays out of every balancer: remove the cause, or set the old version or configuration back; then `pulumi up`",
  });
}

function describeReadiness({ readiness }: ServicePlan): string {
  const { scheme, host, port, path, expectStatus } = readiness;
  return `${expectStatus} from ${scheme}://${host}:${port}${path}`;
}

async function lastLogLines(connection: SshConnection, plan: ServicePlan): Promise<string[]> {
  const script = `tail -n ${logLineCount} ${quote(`${plan.home}/${plan.logPath}`)} 2>/dev/null ||
journalctl -u ${quote(plan.unit)} -n ${logLineCount} --no-pager -o cat`;
  const lines = await runAsRoot(connection, script, { step: "read the log" }).catch(() => "no log");
  return lines.trimEnd().split("\n").slice(-logLineCount);
}
