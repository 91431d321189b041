import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { quote, runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { ServicePlan } from "../service-plan";
import { findUnsaid, markLog } from "./log-says";
import { ownerOfFunction } from "./path-owner";
import { describeReadiness, probeProduct, type ReadinessAnswer } from "./readiness";
import { type OpenService, readState } from "./service-states";

const logLineCount = 20;
/** Of the log's end: a line may be as long as a message that a program put there. */
const logBytes = 65_536;

/**
 * Starts the services in reverse order, each once the one before runs, and waits for readiness.
 *
 * @returns seconds from the first request to readiness.
 * @throws RollError at the limit, or as soon as a manager has given a service up; with its last log lines.
 */
export async function startServices(
  context: RollContext,
  connection: SshConnection,
  open: readonly OpenService[],
  plan: ServicePlan,
): Promise<number> {
  const begun = performance.now();
  const left = () => Math.max(1, plan.startTimeoutSec - (performance.now() - begun) / 1000);
  const { logPath, logSays } = plan;
  const mark = logPath && logSays ? await markLog(connection, logPath) : undefined;
  const reversed = [...open].reverse();
  for (const [index, service] of reversed.entries()) {
    const { manager } = service;
    await runAsRoot(connection, manager.renderStart(), {
      step: `start ${manager.label}`,
      timeoutSec: left(),
      signal: context.signal,
    });
    // Readiness sees whether the last one runs.
    if (index < reversed.length - 1) await waitUntil(context, connection, service, plan, left());
  }
  const probe = async () => {
    const answer = await probeProduct(connection, plan);
    if (!answer.ready || !mark || !logSays) return answer;
    const unsaid = await findUnsaid(connection, mark, logSays);
    return unsaid.length === 0
      ? answer
      : { ready: false, seen: `${answer.seen}, but ${describeUnsaid(unsaid)}` };
  };
  await waitUntil(context, connection, reversed.at(-1), plan, left(), probe);
  return Math.round((performance.now() - begun) / 100) / 10;
}

function describeUnsaid(texts: readonly string[]): string {
  return `its log has not said: ${texts.join(", ")}`;
}

/** @param probe What must say that it is ready. @default the manager says that the service runs */
async function waitUntil(
  context: RollContext,
  connection: SshConnection,
  service: OpenService | undefined,
  plan: ServicePlan,
  timeoutSec: number,
  probe?: () => Promise<ReadinessAnswer>,
): Promise<void> {
  let seen = "nothing yet";
  const outcome = await poll(
    async () => {
      const [answer, state] = await Promise.all([
        probe?.(),
        service ? readState(connection, service) : undefined,
      ]);
      seen = [answer?.seen, state && `(${state.words})`].filter(Boolean).join(" ");
      if (answer ? answer.ready : state?.phase === "running") return "done";
      return state?.phase === "failed" ? "failed" : undefined;
    },
    { timeoutSec, intervalMs: 100, signal: context.signal },
  );
  if (outcome === "done") return;
  const aim = probe ? describeReadiness(plan) : `${service?.manager.label} running`;
  throw new RollError({
    node: plan.target.name,
    step: `start version ${plan.version}`,
    expected: `${aim} within ${plan.startTimeoutSec} s`,
    seen,
    logLines: await lastLogLines(connection, service, plan),
    next: "the node stays out of every balancer: remove the cause, or set the old version or configuration back; then `pulumi up`",
  });
}

async function lastLogLines(
  connection: SshConnection,
  service: OpenService | undefined,
  { logPath }: ServicePlan,
): Promise<string[]> {
  const ofManager = service?.manager.renderLog(logLineCount) ?? "echo no log";
  const script = logPath ? renderTail(logPath, ofManager) : ofManager;
  const kept = { step: "read the log", keptBytes: logBytes };
  const lines = await runAsRoot(connection, script, kept).catch(() => "");
  return (lines.trimEnd() || "no log").split("\n").slice(-logLineCount);
}

/** Read as whoever owns the folder: a link that the product's user puts there leads to nothing of root's. */
export function renderTail(logPath: string, otherwise: string): string {
  const log = quote(logPath);
  return `${ownerOfFunction}
by=$(owner_of ${log})
if [ "$by" = "$(id -un)" ]; then as=""; else as="runuser -u $by --"; fi
if $as test -r ${log}; then
$as tail -c ${logBytes} ${log} | tail -n ${logLineCount}
else
${otherwise}
fi`;
}
