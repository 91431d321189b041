import * as pulumi from "@pulumi/pulumi";
import { TargetGroupEdge } from "../../../components/load-balancers/target-group-edge";

const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/wso2/50dc6c495c0c9188";
const machine = { key: "haproxy1", instanceId: "i-0a1", address: "10.0.0.1", groupSize: 2 };

function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

it.each([
  [{}, { targetId: "i-0a1" }],
  [
    { targetType: "ip" as const, port: 8080 },
    { targetId: "10.0.0.1", port: 8080 },
  ],
  [{ profile: "ops" }, { targetId: "i-0a1", profile: "ops" }],
])("a target group %j registers %j", async (args, expected) => {
  const edge = new TargetGroupEdge({ key: "alb", targetGroupArn: pulumi.output(targetGroupArn), ...args });
  const common = {
    kind: "target-group",
    balancer: "alb",
    server: "haproxy1",
    region: "eu-west-1",
    groupSize: 2,
  };
  expect(await resolved(edge.members(machine))).toEqual([{ ...common, targetGroupArn, ...expected }]);
});
