import * as pulumi from "@pulumi/pulumi";
import type { BalancerMember } from "./membership/balancer-member";
import type { NodeBehind, StatusPlan } from "./membership/plans";

/** A node as those in front of it know it. */
export interface BalancedNode {
  readonly key: string;
  /** Of an EC2 instance. */
  readonly instanceId?: pulumi.Output<string>;
}

/** What a rolling group must know of the balancers in front of it. `HaproxyTier` is one. */
export interface Balancers {
  /** A node as a member of every balancer; secret. */
  members(node: BalancedNode): pulumi.Output<BalancerMember[]>;
  /** What must be there before a node joins, and what no node changes beside. */
  readonly configured: pulumi.Resource[];
  /**
   * What a roll tells each balancer goes by these, where balancers know a node by its machine alone, and that is not
   * there before the node's turn. @default `members` of a node say all
   */
  boards?(): pulumi.Output<BalancerMember[]>;
  /** Which members of the deployment before are on one of these balancers still. @default none */
  still?(members: readonly BalancerMember[]): pulumi.Output<BalancerMember[]>;
  /** Whether another one may take the place of one of them, as of a load balancer. @default false */
  readonly areReplaced?: boolean;
  /** For nodes that are balancers themselves: what a node has behind it. @default nothing */
  behind?(node: Pick<BalancedNode, "key">): pulumi.Output<NodeBehind[]>;
}

/** The same without some of them, which are down. */
export function withoutBalancers(balancers: Balancers, out: readonly string[]): Balancers {
  if (out.length === 0) return balancers;
  const less = (members: pulumi.Output<BalancerMember[]>) =>
    pulumi.secret(members.apply((all) => all.filter(({ balancer }) => !out.includes(balancer))));
  return {
    configured: balancers.configured,
    areReplaced: balancers.areReplaced,
    ...(balancers.behind && { behind: (node) => balancers.behind?.(node) ?? pulumi.output([]) }),
    members: (node) => less(balancers.members(node)),
    boards: () => less(boardsOf(balancers)),
    still: (members) => less(stillOn(balancers, members)),
  };
}

export function boardsOf(balancers: Balancers): pulumi.Output<BalancerMember[]> {
  return balancers.boards?.() ?? pulumi.output([]);
}

export function stillOn(
  balancers: Balancers,
  members: readonly BalancerMember[],
): pulumi.Output<BalancerMember[]> {
  return balancers.still?.(members) ?? pulumi.output([]);
}

/** Nodes on their balancers, as far as their keys tell; secret. */
export function statusByKey(balancers: Balancers, keys: readonly string[]): pulumi.Output<StatusPlan> {
  const members = pulumi.all(keys.map((key) => balancers.members({ key })));
  return pulumi.secret(
    members.apply((all) => ({
      nodes: keys.map((node, index) => ({ node, members: all[index] ?? [] })),
    })),
  );
}
