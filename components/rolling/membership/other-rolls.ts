import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import type { GroupFacts } from "./member";
import { judgeRecord, type OutRecord } from "./out-record";

/** `12:00:03 UTC` */
function clock(time: string): string {
  return `${time.slice(11, 19)} UTC`;
}

function describeRun({ by, pid, run }: OutRecord): string {
  return `${by} (${pid === undefined ? `run ${run}` : `pid ${pid}`}`;
}

/** Of a node that is out: `node1 was taken out by alice@ci-7 (pid 123, since 12:00:03 UTC), ...`. */
export function describeOut(record: OutRecord): string {
  const { server, since, until } = record;
  return `${server} was taken out by ${describeRun(record)}, since ${clock(since)}), that roll is still under way, until ${clock(until)} if it renews that no more`;
}

/** One record for the operator. */
export function describeRecord(record: OutRecord): string {
  const { server, joined } = record;
  return joined === undefined
    ? describeOut(record)
    : `${describeRun(record)}) put ${server} back at ${clock(joined)} and may be about to take the next node out`;
}

/**
 * No two rolls at once behind the same balancers, also where the state's backend has no lock. To be called
 * while the balancers are held.
 *
 * @throws RollError when another run is under way.
 */
export function refuseOtherRolls(context: RollContext, node: string, facts: readonly GroupFacts[]): void {
  const now = new Date();
  const others = facts
    .flatMap(({ records }) => records)
    .filter((record) => record.run !== context.run.id && judgeRecord(record, context.run, now) !== "over");
  if (others.length === 0) return;
  const seen = [...new Set(others.map(describeRecord))].join("; ");
  if (context.lockBroken) {
    context.report.line(node, "lock", `BROKEN by WSO2_ROLL_LOCK: ${seen}`);
    return;
  }
  throw new RollError({
    node,
    step: "look for other rolls",
    expected: "none under way behind the same balancers",
    seen,
    next: "wait for its end, then `pulumi up`; when it is certain that nothing of it runs any more, `WSO2_ROLL_LOCK=break pulumi up`",
  });
}
