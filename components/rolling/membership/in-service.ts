import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import type { Member, MemberState } from "./member";
import { describeStatus, isUsable } from "./serves";

/** Gets requests, because its checks pass. */
export function isIn(state: MemberState | undefined): boolean {
  return state !== undefined && isUsable(state.view) && state.view.checkPassed;
}

/** A balancer says that it is in service there, whatever became of a proof. */
export function isHad({ view }: MemberState): boolean {
  return view.admin === "ready" && view.up && !view.weightless;
}

/** `haproxy1 UP by L7OK/200 in 2 ms, haproxy2 DOWN by L4CON`. */
export function describeStates(members: readonly Member[], states: readonly MemberState[]): string {
  return members
    .map((member, index) => {
      const view = states[index]?.view;
      const status = view ? describeStatus(view) : "not known";
      return `${member.balancer} ${status}${view?.check ? ` by ${view.check}` : ""}`;
    })
    .join(", ");
}

/**
 * @param isHopeless Ends the wait early.
 * @throws RollError when the node is not in service everywhere in time
 */
export async function waitUntilUp(
  context: RollContext,
  node: string,
  members: readonly Member[],
  timeoutSec: number,
  isHopeless: (states: readonly MemberState[]) => boolean = () => false,
): Promise<MemberState[]> {
  let seen = "";
  const outcome = await poll(
    async () => {
      const now = await Promise.all(members.map((member) => member.state()));
      seen = describeStates(members, now);
      if (now.every(isIn)) return now;
      await readmit(members, now);
      return isHopeless(now) ? "hopeless" : undefined;
    },
    { timeoutSec, intervalMs: 100, signal: context.signal },
  );
  if (outcome && outcome !== "hopeless") return outcome;
  throw new RollError({
    node,
    step: "enable",
    expected: `UP by a passed check on every balancer within ${timeoutSec} s`,
    seen,
  });
}

/** Lets those in anew that a balancer says it has and passes over. */
export function readmit(members: readonly Member[], states: readonly MemberState[]): Promise<void> {
  const lost = members.filter((_, index) => states[index]?.view.passedOver);
  return eachSettled(lost, (member) => member.exclusive(() => member.admit()));
}

/** Changes members side by side and waits for all of them, so that nothing is still under way after a failure. */
export async function eachSettled(
  members: readonly Member[],
  work: (member: Member) => Promise<void>,
): Promise<void> {
  const failed = (await Promise.allSettled(members.map(work))).find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
