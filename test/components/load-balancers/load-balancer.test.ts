import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components";
import { Mocks, runWithMocks } from "../../support/mocks";

const shape = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1"],
  securityGroupIds: ["sg-1"],
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  instancePorts: { http: 8080, https: 8443 },
  health: { port: 8405, path: "/ready" },
};
const machine = { key: "a", instanceId: "i-0a", address: "10.0.0.1", groupSize: 2 };

async function make(args: LoadBalancerArgs) {
  const mocks = new Mocks();
  const { made, members } = await runWithMocks(mocks, async () => {
    const balancer = new LoadBalancer("edge", args);
    const found = balancer.members(machine);
    return { made: balancer, members: await new Promise((resolve) => found.apply(resolve)) };
  });
  return { mocks, made, members };
}

const group = (name: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/1`;
const member = (balancer: string, name: string) => ({
  ...{ kind: "target-group", balancer, server: "a", region: "us-east-1", groupSize: 2 },
  ...{ targetGroupArn: group(name), targetId: "i-0a" },
});

describe("a load balancer changes kind by one word", () => {
  it("application: one target group with the application's cookie, redirect on port 80", async () => {
    const { mocks, members, made } = await make({ kind: "application", ...shape, slowStartSec: 60 });
    expect(mocks.resources()).toEqual([
      "aws:lb/listener:Listener edge-http",
      "aws:lb/listener:Listener edge-https",
      "aws:lb/loadBalancer:LoadBalancer edge",
      "aws:lb/targetGroup:TargetGroup edge",
    ]);
    expect(mocks.inputsOf("aws:lb/targetGroup:TargetGroup", "edge")).toEqual({
      ...{ vpcId: "vpc-1", port: 8443, protocol: "HTTPS", targetType: "instance" },
      ...{ deregistrationDelay: 300, slowStart: 60 },
      stickiness: { type: "app_cookie", enabled: true, cookieName: "JSESSIONID", cookieDuration: 86_400 },
      healthCheck: {
        ...{ enabled: true, port: "8405", protocol: "HTTP", path: "/ready", matcher: "200" },
        ...{ interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
      },
    });
    expect(mocks.inputsOf("aws:lb/listener:Listener", "edge-https")).toMatchObject({
      ...{ port: 443, protocol: "HTTPS", certificateArn: shape.certificateArn },
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      defaultActions: [{ type: "forward", targetGroupArn: group("edge") }],
    });
    expect(mocks.inputsOf("aws:lb/listener:Listener", "edge-http").defaultActions).toEqual([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ]);
    expect(members).toEqual([member("alb", "edge")]);
    expect(made.idleTimeoutSec).toBe(60);
  });

  it("network: a target group for each port, TLS ended and begun anew", async () => {
    const { mocks, members, made } = await make({ kind: "network", ...shape, proxyProtocol: true });
    expect(mocks.resources()).toEqual([
      "aws:lb/listener:Listener edge-http",
      "aws:lb/listener:Listener edge-https",
      "aws:lb/loadBalancer:LoadBalancer edge",
      "aws:lb/targetGroup:TargetGroup edge",
      "aws:lb/targetGroup:TargetGroup edge-http",
    ]);
    const proxied = { proxyProtocolV2: true, preserveClientIp: "false" };
    const groups = ["edge", "edge-http"].map((name) =>
      mocks.inputsOf("aws:lb/targetGroup:TargetGroup", name),
    );
    expect(groups).toMatchObject([
      { protocol: "TLS", port: 8443, ...proxied },
      { protocol: "TCP", port: 8080, ...proxied },
    ]);
    expect(mocks.inputsOf("aws:lb/loadBalancer:LoadBalancer", "edge")).toMatchObject({
      ...{ loadBalancerType: "network", enableCrossZoneLoadBalancing: true },
    });
    expect(members).toEqual([member("nlb", "edge"), member("nlb-http", "edge-http")]);
    expect(made.idleTimeoutSec).toBe(350);
  });

  it("classic: what a ClassicLoadBalancer is", async () => {
    const { mocks, members } = await make({ kind: "classic", ...shape });
    expect(mocks.resources().filter((each) => each.startsWith("aws:"))).toEqual([
      "aws:elb/listenerPolicy:ListenerPolicy edge-http",
      "aws:elb/listenerPolicy:ListenerPolicy edge-https",
      "aws:elb/loadBalancer:LoadBalancer edge",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy edge-stickiness",
      "aws:elb/loadBalancerPolicy:LoadBalancerPolicy edge-tls",
    ]);
    expect(members).toMatchObject([{ kind: "classic-elb", loadBalancerName: "edge", instanceId: "i-0a" }]);
  });

  it("network, with passthrough: TCP on port 443, sticky by address, no certificate", async () => {
    const { mocks } = await make({ kind: "network", ...shape, passthrough: true, stickiness: "source-ip" });
    const listener = mocks.inputsOf("aws:lb/listener:Listener", "edge-https");
    expect([listener.protocol, listener.certificateArn]).toEqual(["TCP", undefined]);
    const { stickiness } = mocks.inputsOf("aws:lb/targetGroup:TargetGroup", "edge");
    expect(stickiness).toEqual({ type: "source_ip", enabled: true });
  });
});

it("fails with all that the kind can't have in one error, before anything is registered", async () => {
  const mocks = new Mocks();
  const wrong = {
    webAclArn: "arn:aws:wafv2:x",
    slowStartSec: 60,
    stickyCookie: "ID",
    http: "redirect" as const,
  };
  const run = (kind: "classic" | "network") =>
    runWithMocks(mocks, () => {
      new LoadBalancer("edge", { kind, ...shape, ...wrong });
    });
  await expect(run("network")).rejects.toThrow(
    /http: .*can't redirect[\s\S]*stickyCookie: .*kind application[\s\S]*slowStartSec: [\s\S]*webAclArn: /,
  );
  await expect(run("classic")).rejects.toThrow(/http: [\s\S]*slowStartSec: [\s\S]*webAclArn: /);
  expect(mocks.registered).toEqual([]);
});

it("has logs, a web ACL, further certificates, alarms, lasting instances and protection", async () => {
  const { mocks } = await make({
    ...{ kind: "application", ...shape, deletionProtection: true, webAclArn: "arn:aws:wafv2:acl" },
    accessLogs: { bucket: "logs", prefix: "edge" },
    furtherCertificateArns: { shop: "arn:aws:acm:x:1:certificate/2" },
    alarms: { actionArns: ["arn:aws:sns:x:1:ops"], errorsPerMin: 10 },
    instances: { b: "i-0b" },
  });
  expect(mocks.resources()).toEqual(
    expect.arrayContaining([
      "aws:cloudwatch/metricAlarm:MetricAlarm edge-errors",
      "aws:cloudwatch/metricAlarm:MetricAlarm edge-unhealthy",
      "aws:lb/listenerCertificate:ListenerCertificate edge-shop",
      "aws:lb/targetGroupAttachment:TargetGroupAttachment edge-b",
      "aws:wafv2/webAclAssociation:WebAclAssociation edge",
    ]),
  );
  expect(mocks.inputsOf("aws:lb/loadBalancer:LoadBalancer", "edge")).toMatchObject({
    ...{ enableDeletionProtection: true, accessLogs: { bucket: "logs", prefix: "edge", enabled: true } },
  });
  const alarm = (role: string) => mocks.inputsOf("aws:cloudwatch/metricAlarm:MetricAlarm", `edge-${role}`);
  expect(alarm("errors")).toMatchObject({
    ...{ namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count", threshold: 9 },
    ...{ dimensions: { LoadBalancer: "app/edge/1" }, alarmActions: ["arn:aws:sns:x:1:ops"] },
  });
  expect(alarm("unhealthy").dimensions).toEqual({
    LoadBalancer: "app/edge/1",
    TargetGroup: "targetgroup/edge/1",
  });
});

it("finds its VPC by the first subnet, and asks as the explicit provider does", async () => {
  const mocks = new Mocks({ "aws:ec2/getSubnet:getSubnet": { vpcId: "vpc-found", id: "subnet-1" } });
  const { vpcId: _, ...rest } = shape;
  const members = await runWithMocks(mocks, async () => {
    const provider = new aws.Provider("other", { region: "us-east-1", profile: "other" });
    const balancer = new LoadBalancer(
      "edge",
      { kind: "application", ...rest },
      { providers: { aws: provider } },
    );
    const found = balancer.members(machine);
    return new Promise((resolve) => found.apply(resolve));
  });
  expect(mocks.inputsOf("aws:lb/targetGroup:TargetGroup", "edge").vpcId).toBe("vpc-found");
  expect(members).toMatchObject([{ profile: "other" }]);
});

afterAll(() => pulumi.runtime.setAllConfig({}));
