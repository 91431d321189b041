import type { RollContext } from "../context";
import type { DrainLimits } from "../plans";
import { poll } from "../poll";
import { RollError } from "../roll-error";
import { balancerNames, type Member } from "./member";
import { QuietWatch } from "./quiet";

const pollMs = 200;
const progressSec = 10;

async function sum(members: readonly Member[]): Promise<{ requests: number; inFlight: number }> {
  const states = await Promise.all(members.map((member) => member.state()));
  return {
    requests: states.reduce((total, state) => total + state.view.requests, 0),
    inFlight: states.reduce((total, state) => total + state.inFlight, 0),
  };
}

function progress(context: RollContext, node: string, step: string): (detail: string) => void {
  let last = performance.now();
  return (detail) => {
    if (performance.now() - last < progressSec * 1000) return;
    last = performance.now();
    context.report.line(node, step, detail);
  };
}

/**
 * After drain: waits until clients with a session are through, but no longer than the limit.
 *
 * @returns requests still in flight; 0 when it got quiet.
 */
export async function waitForSessions(
  context: RollContext,
  node: string,
  members: readonly Member[],
  { quietSec, sessionTimeoutSec }: DrainLimits,
): Promise<{ quiet: boolean; inFlight: number }> {
  const watch = new QuietWatch(performance.now());
  const tell = progress(context, node, "drain");
  let inFlight = 0;
  const quiet = await poll(
    async () => {
      const now = await sum(members);
      inFlight = now.inFlight;
      tell(`${balancerNames(members)}, ${inFlight} in flight`);
      const quietFor = watch.sample(performance.now(), now.requests, now.inFlight);
      return now.inFlight === 0 && quietFor >= quietSec ? true : undefined;
    },
    { timeoutSec: sessionTimeoutSec, intervalMs: pollMs, signal: context.signal },
  );
  return { quiet: quiet === true, inFlight };
}

/**
 * After maint: waits for the requests that are still being answered.
 *
 * @throws RollError when the limit is over first.
 */
export async function waitForInFlight(
  context: RollContext,
  node: string,
  members: readonly Member[],
  timeoutSec: number,
): Promise<void> {
  const tell = progress(context, node, "in flight");
  let seen = "";
  const done = await poll(
    async () => {
      const states = await Promise.all(members.map((member) => member.state()));
      const busy = members.flatMap((member, index) => {
        const count = states[index]?.inFlight ?? 0;
        return count > 0 ? [`${count} on ${member.balancer}`] : [];
      });
      seen = busy.join(", ");
      tell(seen);
      return busy.length === 0 ? true : undefined;
    },
    { timeoutSec, intervalMs: pollMs, signal: context.signal },
  );
  if (done) return;
  throw new RollError({
    node,
    step: "wait for requests in flight",
    expected: `none within ${timeoutSec} s of maint`,
    seen,
    next: "allow more time for the longest request (inFlightTimeoutSec), or find out why it does not end",
  });
}

/**
 * Waits until no process that a reload left behind has clients: such a process does not check the node any
 * more and may send it requests at any time. The node serves meanwhile.
 */
export async function waitForOldProcesses(
  context: RollContext,
  node: string,
  members: readonly Member[],
): Promise<void> {
  const marginSec = 5;
  const tell = progress(context, node, "reload");
  let seen = "";
  const rest = async () => {
    const counts = await Promise.all(members.map((member) => member.oldClients()));
    const busy = members.flatMap((member, index) =>
      counts[index] ? [`${counts[index]} on ${member.balancer}`] : [],
    );
    seen = busy.join(", ");
    tell(`client connections from before a reload: ${seen}`);
    return busy.length === 0 ? true : undefined;
  };
  if (await rest()) return;
  const timeoutSec = Math.max(...members.map((member) => member.oldClientsLimitSec)) + marginSec;
  context.report.line(node, "reload", `waiting for client connections from before a reload: ${seen}`);
  if (await poll(rest, { timeoutSec, intervalMs: 500, signal: context.signal })) return;
  throw new RollError({
    node,
    step: "wait for processes that a reload left behind",
    expected: `no client connections within ${timeoutSec} s`,
    seen,
  });
}
