import { poll } from "../../remote/poll";
import type { RollContext } from "../context";
import type { BalancerMember } from "./balancer-member";
import { betweenCommandsSec } from "./lease";
import { openMember, soonSec } from "./open-members";
import type { OutRecord } from "./out-record";

const lookEveryMs = 2000;

/** A node of whose chain a link has failed. */
export interface FailedNode {
  readonly node: string;
  readonly members: readonly BalancerMember[];
  readonly why: string;
}

/**
 * The engine begins nothing new once a command has failed: nodes that left beside this one would not come back. So a
 * command that fails ends only when those that its run has out are back or have failed themselves, as far as the
 * balancers can be reached; or when nothing has been heard of them for as long as a run may be silent.
 */
export async function awaitNeighbours(
  context: RollContext,
  { node, members, why }: FailedNode,
  silentSec = betweenCommandsSec,
): Promise<void> {
  const own = members.map(({ server }) => server);
  let [heard, heardAt, said] = ["", 0, ""];
  const look = async () => {
    const out = (await readOut(context, members)).filter(({ server }) => !own.includes(server));
    if (out.length === 0) return true;
    const names = [...new Set(out.map(({ server }) => server))].sort().join(", ");
    if (names !== said)
      context.report.line(node, "failed", `${why}; ends when ${names} is back or has failed`);
    said = names;
    const now = JSON.stringify(out);
    if (now !== heard) [heard, heardAt] = [now, performance.now()];
    return performance.now() - heardAt > silentSec * 1000 ? true : undefined;
  };
  const { signal } = context;
  const options = { timeoutSec: Number.POSITIVE_INFINITY, intervalMs: lookEveryMs, signal };
  // An interrupt ends it: what failed is said then, too.
  await poll(look, options).catch(() => {});
}

/** What this run has written down of nodes that have neither come back nor failed. */
async function readOut(context: RollContext, members: readonly BalancerMember[]): Promise<OutRecord[]> {
  const found = await Promise.allSettled(
    members.map(async (plan) => (await openMember(context, plan, soonSec)).facts()),
  );
  return found
    .flatMap((result) => (result.status === "fulfilled" ? result.value.records : []))
    .filter(
      ({ run, joined, ended }) => run === context.run.id && joined === undefined && ended === undefined,
    );
}
