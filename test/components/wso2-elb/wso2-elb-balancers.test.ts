import * as pulumi from "@pulumi/pulumi";
import { planShapes } from "../../../components/program/plan-schemas";
import { Wso2ElbBalancers } from "../../../components/wso2-elb/wso2-elb-balancers";
import { exampleTarget } from "../program/example-plans";

const elbs = {
  elb1: { ssh: { ...exampleTarget, name: "elb1" } },
  elb2: { ssh: { ...exampleTarget, name: "elb2" } },
};
const nodes = { as1: pulumi.output("10.0.0.11"), as2: "10.0.0.12" };

function resolve<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((done) => output.apply(done));
}

it("names a node on every ELB, as the roll's commands take it", async () => {
  const balancers = new Wso2ElbBalancers({ elbs, nodes });
  const members = await resolve(balancers.members({ key: "as1" }));
  expect(members.map(({ balancer, server }) => `${server}@${balancer}`)).toEqual(["as1@elb1", "as1@elb2"]);
  expect(members[0]).toEqual({
    ...{ kind: "wso2-elb", balancer: "elb1", server: "as1", domain: "wso2.appserver.domain" },
    ssh: elbs.elb1.ssh,
    logPath: "/opt/wso2/wso2elb-2.0.3/repository/logs/wso2carbon.log",
    tribesPort: 4000,
    nodes: { as1: "10.0.0.11", as2: "10.0.0.12" },
    trafficPorts: [9763, 9443],
  });
  const plan = { nodes: [{ node: "as1", members }] };
  expect(planShapes.status(plan, "plan")).toEqual(plan);
});

it("fails on no ELB and no node, at once", () => {
  expect(() => new Wso2ElbBalancers({ elbs: {}, nodes: {} })).toThrow(/elbs: got none.*\n.*nodes: got none/);
});
