import type { SshTarget } from "../remote/ssh-target";
import type { BalancerMember } from "../rolling/membership/balancer-member";

/** One machine of a failover pair, as a member of the pair. */
export interface PairMember extends BalancerMember {
  readonly kind: "failover-pair";
  /** The machine: the cluster's name for it. */
  readonly server: string;
  /** How to reach it. */
  readonly ssh: SshTarget;
  /** The other one: it tells of a machine that doesn't answer. */
  readonly other: SshTarget;
}
