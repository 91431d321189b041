import type { MachineCheck } from "../../remote/machine-needs";
import { RollError } from "../../remote/roll-error";
import { ConnectError } from "../../remote/ssh/connect";
import { unanswered } from "../../remote/ssh/connect-error";
import type { RollContext } from "../context";
import type { BalancerMember } from "./balancer-member";
import { balancerNames, type Member, readFacts } from "./member";

/** The machines behind members, where there are any, with what a roll will do there. */
export function machinesOf(context: RollContext, members: readonly BalancerMember[]): MachineCheck[] {
  return members.flatMap((member) => {
    const kind = context.rooms.balancers.find((each) => each.kind === member.kind);
    const check = kind?.machine?.(member);
    return check ? [check] : [];
  });
}

/** Reaches the balancer of one member. */
export async function openMember(
  context: RollContext,
  member: BalancerMember,
  connectTimeoutSec?: number,
): Promise<Member> {
  const kind = context.rooms.balancers.find((each) => each.kind === member.kind);
  if (!kind) throw new Error(`no kind of balancer is called ${member.kind}`);
  return kind.open(context, member, connectTimeoutSec);
}

/** For work beside a command's own, which a balancer that does not answer must not keep. */
export const soonSec = 5;

/** All lines of one member's node on its balancer, where that answers soon. */
export async function openLinesSoon(context: RollContext, plan: BalancerMember): Promise<Member[]> {
  const member = await openMember(context, plan, soonSec);
  return [member, ...((await member.otherLines?.()) ?? [])];
}

const mayServe =
  "start sshd where the connection was refused: that machine is there, and the balancer may serve, so WSO2_ROLL_MISSING_HOST=skip does not go past it; or shut it down, or take it out of the configuration (wso2:balancersOut)";

/**
 * Reaches all balancers side by side.
 *
 * @throws RollError that names every balancer that can't be reached, unless such ones are to be skipped.
 */
export async function openMembers(
  context: RollContext,
  node: string,
  members: readonly BalancerMember[],
): Promise<Member[]> {
  const results = await Promise.allSettled(members.map((member) => openMember(context, member)));
  const open: Member[] = [];
  const silent: { readonly balancer: string; readonly error: ConnectError }[] = [];
  for (const [index, result] of results.entries()) {
    if (result.status === "fulfilled") {
      open.push(result.value);
    } else if (result.reason instanceof ConnectError && isSilent(result.reason)) {
      silent.push({ balancer: members[index]?.balancer ?? "", error: result.reason });
    } else {
      throw result.reason;
    }
  }
  const out = silent.length > 0 ? await takenOut(open) : [];
  const left = silent.filter(({ balancer }) => !out.includes(balancer));
  if (left.length === 0) return withoutGone(context, node, open);
  const missing = left.map(({ balancer, error }) => `${balancer} (${error.failure.seen})`);
  // A ProxyCommand that fails says nothing of the machine behind it, and one that answers anything may serve.
  const untold = left.find(({ error }) => error.reason !== "network" || error.isRefused);
  // Where nobody answers, nobody says that the node has left: nothing is done on the strength of that.
  if (context.missingHostSkipped && !untold && open.length === 0) {
    throw new RollError({
      node,
      step: "reach every balancer",
      expected: "at least one of them to answer, also with WSO2_ROLL_MISSING_HOST=skip",
      seen: `no answer of ${missing.join(", ")}: whether the node is in service there, nobody can say`,
      next: "see why this computer reaches none of them (network, VPN, jump host), then run the same command again",
    });
  }
  if (context.missingHostSkipped && !untold) {
    context.report.line(node, "reach", `SKIPPED, can't be reached: ${missing.join(", ")}`);
    return withoutGone(context, node, open);
  }
  throw new RollError({
    node,
    step: "reach every balancer",
    expected: "an SSH connection to each",
    seen: `none to ${missing.join(", ")}`,
    next:
      untold?.error.failure.next ??
      (untold && mayServe) ??
      "bring the balancer back, or take it out of the configuration (wso2:balancersOut) until it is; if it is gone for good, run the same command with WSO2_ROLL_MISSING_HOST=skip",
  });
}

/** A backend that the balancer's configuration has no more takes no requests, and the node need not leave it. */
async function withoutGone(
  context: RollContext,
  node: string,
  members: readonly Member[],
): Promise<Member[]> {
  const gone = await Promise.all(members.map(async (member) => (await member.isGone?.()) ?? false));
  const left = members.filter((_, index) => gone[index]);
  if (left.length > 0) {
    context.report.line(node, "reach", `SKIPPED, no such backend any more: ${balancerNames(left)}`);
  }
  return members.filter((_, index) => !gone[index]);
}

function isSilent({ reason }: ConnectError): boolean {
  return unanswered.includes(reason);
}

/** Balancers that the others know to be out: a leave runs with a plan from before they were taken out. */
async function takenOut(open: readonly Member[]): Promise<string[]> {
  const facts = await readFacts(open);
  return facts.flatMap(({ floors }) => floors?.balancersOut ?? []);
}
