import type { Values } from "../../sandbox/providers/aws/property-spec";
import type { AwsDriver, Made } from "./aws-driver";

/** One of every type that an Application Load Balancer takes, in a network that is there. */
export async function makeTargetGroups(
  aws: AwsDriver,
  given: { vpcId: string; subnetId: string; groupId: string; instanceId: string; certificates: Made[] },
) {
  const make = (token: string, inputs: Values) => aws.make(`aws:lb/${token}`, "app", inputs);
  const [first, second] = given.certificates.map(({ state }) => state.arn);
  const balancer = await make("loadBalancer:LoadBalancer", {
    subnets: [given.subnetId],
    securityGroups: [given.groupId],
    accessLogs: { bucket: "logs", enabled: true },
    tags: { Name: "app" },
  });
  const target = await make("targetGroup:TargetGroup", {
    ...{ vpcId: given.vpcId, port: 443, protocol: "HTTPS", deregistrationDelay: 5, slowStart: 30 },
    stickiness: { type: "app_cookie", cookieName: "JSESSIONID", cookieDuration: 600 },
    healthCheck: { protocol: "HTTP", port: "8405", path: "/ready", interval: 5, timeout: 2 },
  });
  const listener = await make("listener:Listener", {
    ...{ loadBalancerArn: balancer.id, port: 443, protocol: "HTTPS", certificateArn: first },
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    defaultActions: [{ type: "forward", targetGroupArn: target.id }],
  });
  await make("listenerCertificate:ListenerCertificate", { listenerArn: listener.id, certificateArn: second });
  await make("targetGroupAttachment:TargetGroupAttachment", {
    targetGroupArn: target.id,
    targetId: given.instanceId,
  });
  return { balancer, target, listener };
}

/** Each of them in place and back, as an update does. */
export async function changeTargetGroups(aws: AwsDriver, made: Awaited<ReturnType<typeof makeTargetGroups>>) {
  const { balancer, target, listener } = made;
  const stickiness = { type: "app_cookie", cookieName: "OTHER", cookieDuration: 60 };
  const group = await aws.change(target, "app", { ...target.inputs, stickiness, slowStart: 0 });
  expect(group.state).toMatchObject({
    slowStart: 0,
    stickiness: { cookieName: "OTHER", cookieDuration: 60 },
  });
  await aws.change(group, "app", target.inputs);
  const redirect = { protocol: "HTTPS", port: "444", statusCode: "HTTP_302" };
  const defaultActions = [{ type: "redirect", redirect }];
  const elsewhere = await aws.change(listener, "app", { ...listener.inputs, defaultActions });
  expect(elsewhere.state.defaultActions).toEqual(defaultActions);
  await aws.change(elsewhere, "app", listener.inputs);
  const kept = await aws.change(balancer, "app", { ...balancer.inputs, enableDeletionProtection: true });
  await expect(aws.remove(kept)).rejects.toThrow("deletion protection is enabled");
  await aws.change(kept, "app", balancer.inputs);
}
