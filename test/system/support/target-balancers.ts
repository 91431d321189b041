import type { Action, ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";

/** Where the load balancers of a test stand and what they show. */
export interface BalancerPlace {
  readonly subnetId: string;
  readonly vpcId: string;
  /** Without one there is no TLS. */
  readonly certificateArn: string;
  /** Of the instances, without TLS. */
  readonly port: number;
}

/** A load balancer with one target group. */
export interface MadeBalancer {
  readonly name: string;
  readonly arn: string;
  readonly groupArn: string;
  readonly listenerArn: string;
}

const check = {
  HealthCheckProtocol: "HTTP",
  HealthCheckPath: "/ready",
  Matcher: { HttpCode: "200" },
} as const;
const pace = { HealthCheckIntervalSeconds: 2, HealthCheckTimeoutSeconds: 1 };
const thresholds = { HealthyThresholdCount: 2, UnhealthyThresholdCount: 2 };

/** An ALB or an NLB as the library makes it, less the TLS behind it; checks and draining are short. */
export async function createTargetBalancer(
  elb: ElasticLoadBalancingV2,
  kind: "application" | "network",
  { subnetId, vpcId, certificateArn, port }: BalancerPlace,
): Promise<MadeBalancer> {
  const isNetwork = kind === "network";
  const name = `test-${isNetwork ? "nlb" : "alb"}`;
  const made = await elb.createLoadBalancer({ Name: name, Type: kind, Subnets: [subnetId] });
  const arn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  const how = { Name: name, Protocol: isNetwork ? "TCP" : "HTTP", Port: port, VpcId: vpcId } as const;
  const group = await elb.createTargetGroup({ ...how, ...check, ...pace, ...thresholds });
  const groupArn = group.TargetGroups?.[0]?.TargetGroupArn ?? "";
  const attributes = {
    "deregistration_delay.timeout_seconds": "4",
    ...(isNetwork
      ? {}
      : {
          ...{ "stickiness.enabled": "true", "stickiness.type": "app_cookie" },
          "stickiness.app_cookie.cookie_name": "JSESSIONID",
        }),
  };
  const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
  await elb.modifyTargetGroupAttributes({ TargetGroupArn: groupArn, Attributes });
  const shown = {
    ...{
      Port: 443,
      Protocol: isNetwork ? ("TLS" as const) : ("HTTPS" as const),
      Certificates: [{ CertificateArn: certificateArn }],
    },
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  };
  const listener = await elb.createListener({
    LoadBalancerArn: arn,
    ...(certificateArn ? shown : { Port: 8080, Protocol: "HTTP" as const }),
    DefaultActions: [{ Type: "forward", TargetGroupArn: groupArn }],
  });
  if (!isNetwork) {
    const RedirectConfig = { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" } as const;
    const DefaultActions: Action[] = [{ Type: "redirect", RedirectConfig }];
    await elb.createListener({ LoadBalancerArn: arn, Port: 80, Protocol: "HTTP", DefaultActions });
  }
  return { name, arn, groupArn, listenerArn: listener.Listeners?.[0]?.ListenerArn ?? "" };
}

export async function deleteTargetBalancer(elb: ElasticLoadBalancingV2, made: MadeBalancer): Promise<void> {
  await elb.deleteLoadBalancer({ LoadBalancerArn: made.arn });
  await elb.deleteTargetGroup({ TargetGroupArn: made.groupArn });
}
