import * as pulumi from "@pulumi/pulumi";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import { boardsOf, stillOn } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { ClassicElbMember, TargetGroupMember } from "./aws-member";
import type { Edge } from "./edge";

/** Which load balancers send requests to the nodes themselves. */
export interface EdgeBalancersArgs {
  /** What sends requests to the nodes themselves. */
  edges: Edge[];
  /** How many nodes the group has. */
  groupSize: number;
  /** Addresses of the nodes by key, for target groups of type `ip`. @default none */
  addresses?: Record<string, pulumi.Input<string>>;
  /** Balancers of another kind that have the same nodes: a node leaves all or none. @default none */
  beside?: Balancers;
}

/** EC2 nodes directly behind classic ELBs and target groups, for a `RollingGroup`. Makes nothing. */
export class EdgeBalancers implements Balancers {
  readonly configured: pulumi.Resource[];
  readonly areReplaced = true;

  constructor(private readonly args: EdgeBalancersArgs) {
    const ready = args.edges.flatMap((edge) => edge.ready);
    this.configured = [...(args.beside?.configured ?? []), ...ready];
  }

  /** Without an instance, of those alone that need none: an ELB knows nothing else of a node. */
  members(node: BalancedNode): pulumi.Output<BalancerMember[]> {
    const { edges, groupSize, addresses, beside } = this.args;
    const { key, instanceId } = node;
    const own = instanceId
      ? edges.map((edge) => edge.members({ key, instanceId, address: addresses?.[key] ?? "", groupSize }))
      : [];
    const all = [...(beside ? [beside.members(node)] : []), ...own];
    return pulumi.secret(pulumi.all(all).apply((lists) => lists.flat()));
  }

  /** Each of them by a node that there is not: floors are tags of the load balancer. */
  boards(): pulumi.Output<BalancerMember[]> {
    const { edges, groupSize, beside } = this.args;
    const nobody = { key: "floors", instanceId: "i-00000000", address: "0.0.0.0", groupSize };
    const own = edges.map((edge) => edge.members(nobody));
    return pulumi.all([...(beside ? [boardsOf(beside)] : []), ...own]).apply((lists) => lists.flat());
  }

  still(members: readonly BalancerMember[]): pulumi.Output<BalancerMember[]> {
    const { beside } = this.args;
    const own = this.boards().apply((boards) =>
      members.filter((member) => boards.some((board) => placeOf(board) === placeOf(member))),
    );
    return pulumi.all([...(beside ? [stillOn(beside, members)] : []), own]).apply((lists) => lists.flat());
  }
}

/** Which load balancer or target group it is. */
function placeOf(member: BalancerMember): string {
  const { kind, balancer, region, loadBalancerName, targetGroupArn } = member as Partial<
    Omit<ClassicElbMember, "kind"> & Omit<TargetGroupMember, "kind">
  > &
    BalancerMember;
  return JSON.stringify([kind, balancer, region, loadBalancerName, targetGroupArn]);
}
