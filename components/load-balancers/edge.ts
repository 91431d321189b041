import type * as pulumi from "@pulumi/pulumi";
import type { BalancerMember } from "../rolling/membership/balancer-member";

/** A machine as what stands in front of it knows it. */
export interface EdgeMachine {
  key: string;
  instanceId: pulumi.Input<string>;
  address: pulumi.Input<string>;
  /** How many machines there are when none is out. */
  groupSize: number;
}

/** What stands in front of a tier of machines. `ClassicLoadBalancer` is one, `TargetGroupEdge` another. */
export interface Edge {
  /** One machine as a member. */
  members(machine: EdgeMachine): pulumi.Output<BalancerMember[]>;
  /** Longest that requests in flight go on after a machine has left, in seconds. */
  readonly drainingTimeoutSec: number;
  /** How long it keeps an idle connection to a machine, in seconds. @default 60 */
  readonly idleTimeoutSec?: number;
  /** What must be there before a machine joins. */
  readonly ready: pulumi.Resource[];
}

/** The region in an ARN. */
export function regionOfArn(arn: string): string {
  return arn.split(":")[3] ?? "";
}

/** The account in an ARN; none in one that has no account's number, as of AWS's own resources. */
export function accountOfArn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
