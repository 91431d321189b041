import type { SshTarget } from "../../remote/ssh-target";

/** One node as a server of one HAProxy backend. */
export interface HaproxyMember {
  readonly kind: "haproxy";
  /** The balancer's key: `haproxy1`. */
  readonly balancer: string;
  readonly ssh: SshTarget;
  /** Path of the stats socket with level admin. */
  readonly socketPath: string;
  readonly backend: string;
  /** The server's name in the backend. */
  readonly server: string;
}

/** How to reach an AWS API. Credentials come from where the AWS SDK finds them; they are in no plan. */
interface AwsMember {
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

/** A node as a member of a balancer. A new kind of balancer is one more member of this union. */
export type BalancerMember = HaproxyMember | ClassicElbMember | TargetGroupMember;
