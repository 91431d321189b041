import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { describeStates, isIn } from "./in-service";
import type { Member, MemberState } from "./member";
import type { JoinLimits } from "./plans";
import { isUsable } from "./serves";

/**
 * Sees a node stay in service on every balancer. One failed check alone is no fall; the count of downs also
 * shows what happened between two looks.
 *
 * @param start The states from which it may not fall.
 * @throws RollError when it does.
 */
export async function watchStable(
  context: RollContext,
  node: string,
  members: readonly Member[],
  start: readonly MemberState[],
  { stableSec, upTimeoutSec }: JoinLimits,
): Promise<void> {
  const end = performance.now() + stableSec * 1000;
  let seen = "";
  const stable = await poll(
    async () => {
      const now = await Promise.all(members.map((member) => member.state()));
      seen = describeStates(members, now);
      const fell = now.some(({ view }, index) => !isUsable(view) || view.downs !== start[index]?.view.downs);
      if (fell) return false;
      return performance.now() >= end && now.every(isIn) ? true : undefined;
    },
    { timeoutSec: stableSec + upTimeoutSec, intervalMs: 500, signal: context.signal },
  );
  if (stable) return;
  throw new RollError({
    node,
    step: "stay up",
    expected: `UP for ${stableSec} s on every balancer`,
    seen,
  });
}
