import { describeError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../context";
import type { BalancerMember } from "./balancer-member";
import type { GroupFacts } from "./member";
import type { MemberStatus, NodeStatus } from "./node-status";
import { openMember } from "./open-members";
import { judgeRecord } from "./out-record";
import type { StatusPlan } from "./plans";
import { describeStatus, isUsable } from "./serves";

const connectTimeoutSec = 5;

type Answer = GroupFacts | Error;

async function ask(context: RollContext, member: BalancerMember): Promise<Answer> {
  try {
    return await (await openMember(context, member, connectTimeoutSec)).facts();
  } catch (error) {
    return error instanceof Error ? error : new Error(describeError(error));
  }
}

/** @param now Judges whether a roll is under way. */
export function describeMember(
  context: Pick<RollContext, "run">,
  member: Pick<BalancerMember, "balancer" | "server" | "title">,
  answer: Answer | undefined,
  now: Date,
): MemberStatus {
  const { server, title: balancer = member.balancer } = member;
  if (!answer || answer instanceof Error) return { balancer, reachable: false, known: false };
  const view = answer.servers.find(({ name }) => name === server);
  if (!view) return { balancer, reachable: true, known: false };
  const { admin, sessions, requests, check } = view;
  const told = { admin, status: describeStatus(view), serves: isUsable(view), sessions, requests, check };
  const seen = { balancer, reachable: true, known: true, ...told };
  const record = answer.records.find((each) => each.server === server);
  if (!record || record.joined !== undefined) return seen;
  const { server: _, ...facts } = record;
  return { ...seen, out: { ...facts, standing: judgeRecord(record, context.run, now) } };
}

/** The same for all servers of one group on one balancer. */
export function groupKey(member: BalancerMember): string {
  const { ssh: _, server: __, ...group } = member as BalancerMember & { ssh?: unknown };
  return JSON.stringify(group);
}

/** `status`: every node on every balancer; one that can't be asked is listed, and no failure. */
export async function status(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const groups = new Map(
    plan.nodes.flatMap(({ members }) => members.map((member) => [groupKey(member), member] as const)),
  );
  const answers = new Map(
    await Promise.all([...groups].map(async ([key, member]) => [key, await ask(context, member)] as const)),
  );
  const now = new Date();
  const unreachable = [...groups].flatMap(([key, { balancer }]) => {
    const answer = answers.get(key);
    return answer instanceof Error ? [{ balancer, reason: answer.message }] : [];
  });
  const nodes = plan.nodes.map(
    ({ node, members }): NodeStatus => ({
      node,
      balancers: members.map((member) => describeMember(context, member, answers.get(groupKey(member)), now)),
    }),
  );
  return { nodes, unreachable };
}
