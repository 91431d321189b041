import * as pulumi from "@pulumi/pulumi";
import { EdgeBalancers } from "../../../components/load-balancers/edge-balancers";
import { TargetGroupEdge } from "../../../components/load-balancers/target-group-edge";
import type { Balancers } from "../../../components/rolling/balancers";
import type { BalancerMember } from "../../../components/rolling/membership/balancer-member";
import { exampleMembership } from "../program/example-plans";

const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/wso2/50dc6c495c0c9188";
const edges = [
  new TargetGroupEdge({ key: "alb", targetGroupArn }),
  new TargetGroupEdge({ key: "nlb", targetGroupArn, targetType: "ip" }),
];
const haproxies: Balancers = {
  members: () => pulumi.output([...exampleMembership.members]),
  configured: [],
};

async function namesOf(members: pulumi.Output<BalancerMember[]>): Promise<string[]> {
  const known = await new Promise<BalancerMember[]>((resolve) => members.apply(resolve));
  return known.map((member) =>
    "targetId" in member ? `${member.balancer} ${member.targetId}` : member.balancer,
  );
}

describe("nodes directly behind load balancers of AWS", () => {
  const balancers = new EdgeBalancers({
    edges,
    groupSize: 3,
    addresses: { node1: "10.0.0.1" },
    beside: haproxies,
  });

  it("are members of each, and of the HAProxies beside them", async () => {
    const members = balancers.members({ key: "node1", instanceId: pulumi.output("i-0a1") });
    expect(await namesOf(members)).toEqual(["haproxy1", "haproxy2", "alb i-0a1", "nlb 10.0.0.1"]);
  });

  it("are members of the HAProxies alone while they have no instance", async () => {
    expect(await namesOf(balancers.members({ key: "node1" }))).toEqual(["haproxy1", "haproxy2"]);
  });

  it("are told what must stay UP through the load balancers themselves, which no node is needed for", async () => {
    expect(await namesOf(balancers.boards())).toEqual(["alb i-00000000", "nlb 0.0.0.0"]);
  });

  it("are known by the last deployment where the load balancer is the same", async () => {
    const before = await new Promise<BalancerMember[]>((resolve) =>
      balancers.members({ key: "node1", instanceId: pulumi.output("i-0a1") }).apply(resolve),
    );
    const another = before.map((member) =>
      member.balancer === "nlb" ? { ...member, targetGroupArn: `${targetGroupArn}2` } : member,
    );
    expect(await namesOf(balancers.still(another))).toEqual(["alb i-0a1"]);
  });
});
