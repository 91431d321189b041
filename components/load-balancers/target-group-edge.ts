import * as pulumi from "@pulumi/pulumi";
import { type Edge, type EdgeMachine, regionOfArn } from "./edge";

/** A target group that is there already. */
export interface TargetGroupEdgeArgs {
  /** For messages: `alb`. */
  key: string;
  /** ARN of the caller's own target group. */
  targetGroupArn: pulumi.Input<string>;
  /** What the target group's targets are. @default instance */
  targetType?: "instance" | "ip";
  /** Port of the machines. @default the target group's */
  port?: number;
  /** The target group's `deregistration_delay.timeout_seconds`; an ALB shows a target as draining all that time. @default 300 */
  drainingTimeoutSec?: number;
  /** The load balancer's `idle_timeout.timeout_seconds`. @default 60 */
  idleTimeoutSec?: number;
  /** Of the shared AWS configuration. @default the AWS SDK's */
  profile?: pulumi.Input<string | undefined>;
  /** What must be there before a machine joins, such as the listener. @default none */
  ready?: pulumi.Resource[];
}

/** An ALB's or NLB's target group in front of a tier of machines. Makes nothing; the target group is the caller's. */
export class TargetGroupEdge implements Edge {
  readonly drainingTimeoutSec: number;
  readonly idleTimeoutSec: number;
  readonly ready: pulumi.Resource[];

  constructor(private readonly args: TargetGroupEdgeArgs) {
    this.drainingTimeoutSec = args.drainingTimeoutSec ?? 300;
    this.idleTimeoutSec = args.idleTimeoutSec ?? 60;
    this.ready = args.ready ?? [];
  }

  members({ key: server, instanceId, address, groupSize }: EdgeMachine) {
    const { key, targetType = "instance", port } = this.args;
    return pulumi
      .all([this.args.targetGroupArn, targetType === "ip" ? address : instanceId, this.args.profile])
      .apply(([targetGroupArn, targetId, profile]) => [
        {
          kind: "target-group" as const,
          balancer: key,
          server,
          region: regionOfArn(targetGroupArn),
          ...(profile ? { profile } : {}),
          groupSize,
          targetGroupArn,
          targetId,
          ...(port === undefined ? {} : { port }),
        },
      ]);
  }
}
