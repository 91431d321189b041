import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import type { Member } from "./member";
import type { DrainLimits } from "./plans";
import { waitForSessions } from "./waits";

/**
 * Some balancers end what is in flight to a node the moment it is taken out: there it stays in drain until its sessions
 * are over, within the limit for requests in flight.
 *
 * @throws RollError when they are not
 */
export async function waitWhereCut(
  context: RollContext,
  node: string,
  members: readonly Member[],
  drain: DrainLimits,
): Promise<void> {
  const said = await Promise.all(members.map(async (member) => (await member.cutsSessions?.()) ?? ""));
  const cutting = members.filter((_, index) => said[index]);
  if (cutting.length === 0) return;
  const { shutdownSessionsAfterSec, inFlightTimeoutSec } = drain;
  const limitSec = shutdownSessionsAfterSec ?? inFlightTimeoutSec;
  const { quiet, inFlight } = await waitForSessions(context, node, cutting, {
    ...drain,
    sessionTimeoutSec: limitSec,
  });
  if (quiet || shutdownSessionsAfterSec !== undefined) return;
  throw new RollError({
    node,
    step: "wait for its sessions",
    expected: `none for ${drain.quietSec} s, within ${limitSec} s more`,
    seen: `${inFlight} in flight, and taking it out would end them: ${[...new Set(said)].filter(Boolean).join("; ")}`,
    next: "take that out of the balancer's configuration, allow more time (inFlightTimeoutSec), or have sessions ended that last longer than they may (shutdownSessionsAfterSec); then `pulumi up`",
  });
}

/**
 * After maint, where sessions were not over: their next requests must go to other nodes.
 *
 * @throws RollError where some still come
 */
export async function seeNoneComes(
  context: RollContext,
  node: string,
  members: readonly Member[],
  { quietSec }: Pick<DrainLimits, "quietSec">,
): Promise<void> {
  const count = () => Promise.all(members.map(async (member) => (await member.state()).view.requests));
  const before = await count();
  const found = await poll(
    async () => {
      const now = await count();
      const more = now.map((requests, index) => requests - (before[index] ?? 0));
      const still = members.flatMap(({ balancer }, index) =>
        (more[index] ?? 0) > 0 ? [`${more[index]} on ${balancer}`] : [],
      );
      return still.length > 0 ? still.join(", ") : undefined;
    },
    { timeoutSec: quietSec, signal: context.signal },
  );
  if (found === undefined) return;
  throw new RollError({
    node,
    step: "see that it gets no request",
    expected: "none once it is out",
    seen: `new ones: ${found}`,
    next: "find out what sends them to a node that is out (on HAProxy `option persist` or `force-persist`), and take it away; then `pulumi up`",
  });
}
