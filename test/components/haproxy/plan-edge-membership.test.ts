import { planEdgeMembership } from "../../../components/haproxy/plan-edge-membership";
import type { ClassicElbMember } from "../../../components/load-balancers/aws-member";
import { planShapes } from "../../../components/program/plan-schemas";
import { exampleTarget } from "../program/example-plans";

const members: ClassicElbMember[] = [
  {
    kind: "classic-elb",
    balancer: "elb",
    server: "haproxy1",
    region: "us-east-1",
    groupSize: 2,
    loadBalancerName: "wso2-prod",
    instanceId: "i-0a1",
  },
];
const peer = { ...exampleTarget, name: "haproxy2" };
const plan = planEdgeMembership({
  node: "haproxy1",
  members,
  ssh: exampleTarget,
  peers: [peer],
  backend: "PRD_wso2ei",
  drainingTimeoutSec: 300,
  limits: { edgeStableSec: 5 },
});

describe("a HAProxy as a member of what stands in front", () => {
  it("waits longer than the load balancer lets requests in flight go on", () => {
    expect(plan.drain).toEqual({ quietSec: 0, sessionTimeoutSec: 360, inFlightTimeoutSec: 60 });
  });

  it("knows its own backend and its peers, to catch up before it joins", () => {
    expect(plan.balances).toEqual({
      ssh: exampleTarget,
      socketPath: "/run/haproxy/admin.sock",
      backend: "PRD_wso2ei",
      peers: [{ ssh: peer, socketPath: "/run/haproxy/admin.sock" }],
    });
  });

  it("leaves alone, and has its own limits", () => {
    expect([plan.floor, plan.join]).toEqual([{ maxUnavailable: 1 }, { upTimeoutSec: 120, stableSec: 5 }]);
  });

  it("is a plan that the program takes", () => {
    expect(planShapes.join(JSON.parse(JSON.stringify(plan)), "")).toEqual(plan);
  });
});
