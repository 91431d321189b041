import type { BalancerMember } from "../rolling/membership/balancer-member";

/** How to reach an AWS API. Credentials come from where the AWS SDK finds them; they are in no plan. */
interface AwsMember extends BalancerMember {
  /** The balancer's key, for messages: `elb`. */
  readonly balancer: string;
  /** The node's key; the balancer knows only what it registered. */
  readonly server: string;
  readonly region: string;
  /** Of the shared configuration files. @default the SDK's */
  readonly profile?: string;
  /** How many members there are when none is out: one that is out is not registered, so nobody can count it. */
  readonly groupSize?: number;
}

/** One instance behind a classic ELB. */
export interface ClassicElbMember extends AwsMember {
  readonly kind: "classic-elb";
  readonly loadBalancerName: string;
  /** In which it was made: a program with other credentials is refused. @default not known */
  readonly accountId?: string;
  readonly instanceId: string;
}

/** One target of a target group, that of an ALB or an NLB. */
export interface TargetGroupMember extends AwsMember {
  readonly kind: "target-group";
  readonly targetGroupArn: string;
  /** An instance's id or an address, as the target group's type wants it. */
  readonly targetId: string;
  /** @default the target group's */
  readonly port?: number;
}
