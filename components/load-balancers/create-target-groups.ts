import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { createAlarms } from "./create-alarms";
import type { LoadBalancerArgs } from "./load-balancer-args";
import {
  planTargetGroups,
  planTargetHealth,
  type TargetGroupKind,
  type TargetGroupPlan,
  targetTlsPolicy,
} from "./plan-load-balancer";

/** An Application or a Network Load Balancer with what stands behind it. */
export interface TargetBalancer {
  readonly balancer: aws.lb.LoadBalancer;
  readonly groups: Readonly<Record<string, aws.lb.TargetGroup>>;
  readonly listeners: aws.lb.Listener[];
}

/** Listeners first send to nobody: a target group that no listener uses checks nothing. */
export function createTargetBalancer(
  name: string,
  args: LoadBalancerArgs & { readonly kind: TargetGroupKind },
  within: pulumi.CustomResourceOptions,
): TargetBalancer {
  const { kind, instancePorts = { http: 80, https: 443 }, accessLogs: logs } = args;
  const plan = planTargetGroups({ ...args, instancePorts });
  const balancer = new aws.lb.LoadBalancer(
    name,
    {
      loadBalancerType: kind,
      subnets: args.subnetIds,
      securityGroups: args.securityGroupIds,
      internal: args.internal ?? false,
      enableDeletionProtection: args.deletionProtection ?? false,
      ...(kind === "application" ? { idleTimeout: args.idleTimeoutSec ?? 60 } : {}),
      ...(kind === "network" ? { enableCrossZoneLoadBalancing: args.crossZone ?? true } : {}),
      ...(logs ? { accessLogs: { bucket: logs.bucket, prefix: logs.prefix, enabled: true } } : {}),
      tags: args.tags,
    },
    { ...within, dependsOn: args.after },
  );
  const vpcId = args.vpcId ?? vpcOf(args.subnetIds[0], within);
  const groups = Object.fromEntries(
    plan.groups.map((each) => [
      each.key,
      createTargetGroup(suffixed(name, each.key), each, args, vpcId, within),
    ]),
  );
  const listeners = plan.listeners.map(({ key, port, protocol, to }) => {
    const isTls = protocol === "HTTPS" || protocol === "TLS";
    const listener = new aws.lb.Listener(
      `${name}-${key}`,
      {
        loadBalancerArn: balancer.arn,
        port,
        protocol,
        ...(isTls
          ? { certificateArn: args.certificateArn, sslPolicy: args.tlsPolicy ?? targetTlsPolicy }
          : {}),
        defaultActions: [
          to === "redirect"
            ? { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }
            : { type: "forward", targetGroupArn: groups[to]?.arn },
        ],
      },
      within,
    );
    for (const [own, certificateArn] of Object.entries(isTls ? (args.furtherCertificateArns ?? {}) : {})) {
      new aws.lb.ListenerCertificate(`${name}-${own}`, { listenerArn: listener.arn, certificateArn }, within);
    }
    return listener;
  });
  for (const [key, targetId] of Object.entries(args.instances ?? {})) {
    for (const [role, { arn: targetGroupArn }] of Object.entries(groups)) {
      new aws.lb.TargetGroupAttachment(
        suffixed(`${name}-${key}`, role),
        { targetGroupArn, targetId },
        within,
      );
    }
  }
  if (args.webAclArn !== undefined) {
    const webAcl = { resourceArn: balancer.arn, webAclArn: args.webAclArn };
    new aws.wafv2.WebAclAssociation(name, webAcl, within);
  }
  const LoadBalancer = balancer.arnSuffix;
  const ofGroup = ({ arnSuffix }: aws.lb.TargetGroup) => ({ LoadBalancer, TargetGroup: arnSuffix });
  const dimensions = Object.entries(groups).map(([key, group]) => [key, ofGroup(group)] as const);
  const where = { balancer: { LoadBalancer }, groups: Object.fromEntries(dimensions) };
  createAlarms(name, kind, args.alarms, where, within);
  return { balancer, groups, listeners };
}

/** The name of what belongs to the TLS port is the load balancer's own. */
function suffixed(name: string, key: string): string {
  return key === "https" ? name : `${name}-${key}`;
}

function createTargetGroup(
  name: string,
  { port, protocol, slowStartSec, stickiness }: TargetGroupPlan,
  args: LoadBalancerArgs,
  vpcId: pulumi.Input<string>,
  within: pulumi.CustomResourceOptions,
): aws.lb.TargetGroup {
  const isNetwork = args.kind === "network";
  return new aws.lb.TargetGroup(
    name,
    {
      vpcId,
      port,
      protocol,
      targetType: "instance",
      deregistrationDelay: args.drainingTimeoutSec ?? 300,
      ...(slowStartSec === undefined ? {} : { slowStart: slowStartSec }),
      stickiness,
      healthCheck: planTargetHealth(args),
      // Either AWS keeps the client's address on the connection, or the PROXY protocol tells it.
      ...(isNetwork && args.proxyProtocol ? { proxyProtocolV2: true, preserveClientIp: "false" } : {}),
      tags: args.tags,
    },
    within,
  );
}

function vpcOf(
  subnetId: pulumi.Input<string> | undefined,
  { parent, provider }: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return aws.ec2.getSubnetOutput({ id: subnetId }, { parent, provider }).vpcId;
}
