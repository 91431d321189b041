import type { RollRun } from "../../remote/run/roll-run";
import { isIn } from "./in-service";
import type { GroupFacts, Member, MemberState } from "./member";
import { describeOut } from "./other-rolls";
import { judgeRecord, type OutRecord } from "./out-record";

/** One node on one balancer, as it is now. */
export interface RepairView {
  readonly member: Member;
  readonly state: MemberState;
  readonly record?: OutRecord;
}

/** What is to be done for a node: nothing, bring it in on some balancers, or leave it and say why. */
export interface RepairPlan {
  readonly bring: readonly Member[];
  /** It serves nowhere: where it does not pass its checks it goes out again everywhere. */
  readonly fromNowhere: boolean;
  readonly left?: string;
}

export function readRepairView(member: Member, state: MemberState, { records }: GroupFacts): RepairView {
  return { member, state, record: records.find(({ server }) => server === member.server) };
}

/**
 * A node is brought in where it was left out without reason: it serves on another balancer, a roll took it out that
 * is not under way any more, or the balancer passes it over. What somebody took out by hand, and what another roll has in its hands,
 * stays as it is.
 */
export function planRepair(views: readonly RepairView[], run: RollRun, now: Date): RepairPlan {
  const leave = (left?: string): RepairPlan => ({ bring: [], fromNowhere: false, left });
  const busy = views.find(
    ({ record }) => record && record.run !== run.id && judgeRecord(record, run, now) === "out",
  );
  if (busy?.record) return leave(describeOut(busy.record));
  const isOut = ({ state: { view } }: RepairView) => view.admin !== "ready" || view.passedOver === true;
  const out = views.filter(isOut);
  const down = views.filter((each) => !isOut(each) && !isIn(each.state));
  const failing = down.map(({ member, state: { view } }) =>
    [`${member.balancer} has it ${view.status}`, view.check].filter(Boolean).join(" by "),
  );
  if (out.length === 0) return leave(failing.join(", ") || undefined);
  const bring = out.map(({ member }) => member);
  if (views.some(({ state }) => isIn(state)) || out.every(({ state }) => state.view.passedOver)) {
    return { bring, fromNowhere: false, ...(failing.length > 0 ? { left: failing.join(", ") } : {}) };
  }
  if (out.some(({ record }) => record && record.joined === undefined)) return { bring, fromNowhere: true };
  return leave("no roll took it out: somebody did by hand, and only join or that hand brings it in");
}
