import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { backIn } from "./back-in";
import { balancerNames, type Member } from "./member";
import type { DrainLimits } from "./plans";
import { QuietWatch } from "./quiet";
import { describeStatus } from "./serves";

const pollMs = 200;
const progressSec = 10;

async function sum(members: readonly Member[]): Promise<{ requests: number; inFlight: number }> {
  const states = await Promise.all(members.map((member) => member.state()));
  return {
    requests: states.reduce((total, state) => total + state.view.requests, 0),
    inFlight: states.reduce((total, state) => total + state.inFlight, 0),
  };
}

/** Tells a count at once when it is lower than ever, but no more than one a second; else every ten seconds. */
function progress(context: RollContext, node: string, step: string) {
  let last = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  return (count: number, detail: string) => {
    const silentSec = (performance.now() - last) / 1000;
    if (silentSec < (count < least ? 1 : progressSec)) return;
    last = performance.now();
    least = Math.min(least, count);
    context.report.line(node, step, detail);
  };
}

/** `1 on haproxy1, 2 on haproxy2`; empty when there is nothing anywhere. */
function describeCounts(members: readonly Member[], counts: readonly number[]): string {
  return members
    .flatMap((member, index) => (counts[index] ? [`${counts[index]} on ${member.balancer}`] : []))
    .join(", ");
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function sessionsLeft(count: number): string {
  return `${count} ${count === 1 ? "session" : "sessions"} left`;
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
      if (inFlight > 0) tell(inFlight, `${balancerNames(members)}, ${sessionsLeft(inFlight)}`);
      const quietFor = watch.sample(performance.now(), now.requests, now.inFlight);
      return now.inFlight === 0 && quietFor >= quietSec ? true : undefined;
    },
    { timeoutSec: sessionTimeoutSec, intervalMs: pollMs, signal: context.signal },
  );
  return { quiet: quiet === true, inFlight };
}

/** Once they are shut down, what is left in flight is seen as gone within this. */
const shutdownEverySec = 5;

/**
 * After maint: waits for the requests that are still being answered, and that no balancer sends it new ones.
 *
 * @param dead Where its checks said DOWN before: it may still answer, but nothing holds a roll up for ever.
 * @returns what is in flight to a dead one at the end, which nobody waits for any longer; empty when nothing is.
 * @throws RollError when the limit is over first, or a balancer has it in again
 */
export async function waitForInFlight(
  context: RollContext,
  node: string,
  members: readonly Member[],
  { inFlightTimeoutSec, shutdownSessionsAfterSec }: DrainLimits,
  dead: readonly Member[] = [],
): Promise<string> {
  const tell = progress(context, node, "in flight");
  const begun = performance.now();
  let shutAt = Number.NEGATIVE_INFINITY;
  let left: readonly Member[] = [];
  let seen = "";
  const done = await poll(
    async () => {
      const states = await Promise.all(members.map((member) => member.state()));
      const again = members.flatMap(({ balancer }, index) => {
        const view = states[index]?.view;
        return view?.admin === "ready" ? [`${balancer} has it ${describeStatus(view)}`] : [];
      });
      if (again.length > 0) throw backIn(node, again);
      const counts = states.map(({ inFlight }) => inFlight);
      left = members.filter((_, index) => counts[index]);
      seen = describeCounts(members, counts);
      if (seen === "") return true;
      tell(total(counts), seen);
      const passedSec = (performance.now() - begun) / 1000;
      if (shutdownSessionsAfterSec === undefined || passedSec < shutdownSessionsAfterSec) return undefined;
      if (passedSec - shutAt < shutdownEverySec) return undefined;
      shutAt = passedSec;
      await Promise.all(left.map((member) => member.shutdownSessions?.()));
      context.report.line(
        node,
        "shut down",
        `${seen}, after ${shutdownSessionsAfterSec} s (shutdownSessionsAfterSec)`,
      );
      return undefined;
    },
    { timeoutSec: inFlightTimeoutSec, intervalMs: pollMs, signal: context.signal },
  );
  if (done) return "";
  if (left.every((member) => dead.includes(member))) return `${seen}, where it was DOWN before`;
  throw new RollError({
    node,
    step: "wait for requests in flight",
    expected: `none within ${inFlightTimeoutSec} s of maint`,
    seen,
    next: "allow more time for the longest request (inFlightTimeoutSec), have sessions shut down that last longer than they may (shutdownSessionsAfterSec), or find out why they do not end; then `pulumi up`",
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
    seen = describeCounts(members, counts);
    if (seen !== "") tell(total(counts), `waiting for client connections from before a reload: ${seen}`);
    return seen === "" ? true : undefined;
  };
  if (await rest()) return;
  const timeoutSec = Math.max(...members.map((member) => member.oldClientsLimitSec)) + marginSec;
  if (await poll(rest, { timeoutSec, intervalMs: 500, signal: context.signal })) return;
  throw new RollError({
    node,
    step: "wait for processes that a reload left behind",
    expected: `no client connections within ${timeoutSec} s`,
    seen,
    next: "wait until those clients are gone (`hard-stop-after` in haproxy.cfg ends them), then `pulumi up`",
  });
}
