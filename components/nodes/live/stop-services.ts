import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { SshConnection } from "../../remote/ssh/connection";
import { runAsRoot } from "../../remote/ssh/shell";
import type { RollContext } from "../../rolling/context";
import type { StopPlan } from "../service-plan";
import { listPorts, parseOpenPorts } from "./ports";
import { describeState, isGone, type OpenService, readState } from "./service-states";

type Stopping = Pick<StopPlan, "ports" | "stopTimeoutSec">;

/** One list may lack a socket while others come and go: a port is closed when it was so twice in a row. */
const closedLooks = 2;

/** @throws RollError when they can't be listed: nobody may take that for closed. */
async function readOpenPorts(connection: SshConnection, { ports }: Stopping): Promise<number[]> {
  if (ports.length === 0) return [];
  return parseOpenPorts(await runAsRoot(connection, listPorts, { step: "list the open ports" }), ports);
}

/**
 * Asks one service after the other to end, each once the one before is gone, and then waits until the
 * ports are closed.
 *
 * @param beforeFirst Runs before the first one is asked, if there is anything to stop.
 * @returns labels of those that ran; none when there was nothing to stop.
 * @throws RollError at the limit; nothing is killed.
 */
export async function stopServices(
  context: RollContext,
  connection: SshConnection,
  open: readonly OpenService[],
  plan: Stopping,
  beforeFirst: () => Promise<void> = async () => {},
): Promise<string[]> {
  const [openPorts, ...states] = await Promise.all([
    readOpenPorts(connection, plan),
    ...open.map((service) => readState(connection, service)),
  ]);
  if (states.every(isGone) && openPorts.length === 0) return [];
  await beforeFirst();
  const ran: string[] = [];
  for (const [index, service] of open.entries()) {
    const before = states[index];
    if (before && !isGone(before)) ran.push(service.manager.label);
    await stopOne(context, connection, service, plan);
  }
  await waitForPorts(context, connection, plan);
  return ran.length > 0 ? ran : open.map(({ manager }) => manager.label);
}

async function stopOne(
  context: RollContext,
  connection: SshConnection,
  service: OpenService,
  { stopTimeoutSec }: Stopping,
): Promise<void> {
  const { manager } = service;
  await runAsRoot(connection, manager.renderStop(), {
    step: `stop ${manager.label}`,
    timeoutSec: Math.max(30, stopTimeoutSec),
    signal: context.signal,
  });
  let seen = "";
  const gone = await poll(
    async () => {
      const state = await readState(connection, service);
      seen = describeState(state);
      return isGone(state) || undefined;
    },
    { timeoutSec: stopTimeoutSec, intervalMs: 100, signal: context.signal },
  );
  if (gone) return;
  throw new RollError({
    node: connection.target.name,
    step: `stop ${manager.label}`,
    expected: `its process gone within ${stopTimeoutSec} s; nothing was killed`,
    seen,
    next: "allow more time (stopTimeoutSec) or end the process by hand, then `pulumi up`",
  });
}

async function waitForPorts(context: RollContext, connection: SshConnection, plan: Stopping): Promise<void> {
  if (plan.ports.length === 0) return;
  let seen: number[] = [];
  let closedInRow = 0;
  const closed = await poll(
    async () => {
      const open = await readOpenPorts(connection, plan);
      closedInRow = open.length === 0 ? closedInRow + 1 : 0;
      if (open.length > 0) seen = open;
      return closedInRow >= closedLooks || undefined;
    },
    { timeoutSec: plan.stopTimeoutSec, intervalMs: 100, signal: context.signal },
  );
  if (closed) return;
  throw new RollError({
    node: connection.target.name,
    step: "wait for closed ports",
    expected: `no port open within ${plan.stopTimeoutSec} s of the last service's end; nothing was killed`,
    seen: `open ports: ${seen.join(", ")}`,
    next: "find out which process listens there (`ss -tlnp` on the node) and end it, then `pulumi up`",
  });
}
