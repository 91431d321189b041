import * as pulumi from "@pulumi/pulumi";
import type { Edge } from "../load-balancers/edge";
import { EdgeBalancers } from "../load-balancers/edge-balancers";
import type { BalancedNode, Balancers } from "../rolling/balancers";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { NodeBehind } from "../rolling/membership/plans";
import type { Wso2ElbBalancers } from "./wso2-elb-balancers";

/** What stands in front of the ELBs, and the nodes that an ELB must have before it takes clients. */
export class EdgesOfElbs implements Balancers {
  readonly configured: pulumi.Resource[];
  readonly areReplaced = true;
  private readonly edges: EdgeBalancers;

  constructor(
    edges: Edge[],
    private readonly nodes: Wso2ElbBalancers,
    private readonly nodeKeys: readonly string[],
    groupSize: number,
  ) {
    this.edges = new EdgeBalancers({ edges, groupSize });
    this.configured = this.edges.configured;
  }

  members(node: BalancedNode): pulumi.Output<BalancerMember[]> {
    return this.edges.members(node);
  }

  behind({ key: elb }: Pick<BalancedNode, "key">): pulumi.Output<NodeBehind[]> {
    const all = pulumi.all(this.nodeKeys.map((key) => this.nodes.members({ key })));
    return pulumi.secret(
      all.apply((lists) =>
        lists.flatMap((members, index): NodeBehind[] => {
          const own = members.find(({ balancer }) => balancer === elb);
          const peers = members.filter((member) => member !== own);
          return own ? [{ node: this.nodeKeys[index] ?? "", own, peers }] : [];
        }),
      ),
    );
  }
}
