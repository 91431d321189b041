import type { ServerView } from "../../haproxy/server-view";
import type { RollContext, RollResult } from "./context";
import { HaproxySocket } from "./haproxy/socket";
import type { BalancerMember, StatusPlan } from "./plans";
import { describeError } from "./roll-error";

/** A node on one balancer. */
export interface MemberStatus {
  readonly balancer: string;
  /** @default true; false when the balancer could not be asked */
  readonly reachable: boolean;
  readonly known: boolean;
  readonly admin?: string;
  readonly status?: string;
  readonly sessions?: number;
  readonly requests?: number;
  readonly check?: string;
}

type Answer = readonly ServerView[] | Error;

async function ask(context: RollContext, member: BalancerMember): Promise<Answer> {
  try {
    const connection = await context.pool.connect(member.ssh, 5);
    return (await new HaproxySocket(connection, member.socketPath).view()).servers;
  } catch (error) {
    return error instanceof Error ? error : new Error(describeError(error));
  }
}

function describe(member: BalancerMember, answer: Answer | undefined): MemberStatus {
  const { balancer } = member;
  if (!answer || answer instanceof Error) return { balancer, reachable: false, known: false };
  const view = answer.find(
    (candidate) => candidate.backend === member.backend && candidate.name === member.server,
  );
  if (!view) return { balancer, reachable: true, known: false };
  const { admin, status, sessions, requests, check } = view;
  return { balancer, reachable: true, known: true, admin, status, sessions, requests, check };
}

/** `status`: every node on every balancer; one that can't be asked is listed, and no failure. */
export async function status(context: RollContext, plan: StatusPlan): Promise<RollResult> {
  const balancers = new Map<string, BalancerMember>();
  for (const { members } of plan.nodes) {
    for (const member of members) balancers.set(member.balancer, member);
  }
  const answers = new Map(
    await Promise.all(
      [...balancers].map(async ([name, member]) => [name, await ask(context, member)] as const),
    ),
  );
  const unreachable = [...answers].flatMap(([balancer, answer]) =>
    answer instanceof Error ? [{ balancer, reason: answer.message }] : [],
  );
  const nodes = plan.nodes.map(({ node, members }) => ({
    node,
    balancers: members.map((member) => describe(member, answers.get(member.balancer))),
  }));
  return { nodes, unreachable };
}
