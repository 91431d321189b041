import type { SshTarget } from "../remote/ssh-target";
import type { BalancerMember } from "../rolling/membership/balancer-member";

/** One node as a member of a Tribes domain that one WSO2 ELB balances. */
export interface Wso2ElbMember extends BalancerMember {
  readonly kind: "wso2-elb";
  /** The ELB's key: `elb1`. */
  readonly balancer: string;
  readonly ssh: SshTarget;
  /** Its `wso2carbon.log`: what ELB 2.0 knows of members, it says nowhere else. */
  readonly logPath: string;
  /** The node's key. */
  readonly server: string;
  /** The Tribes domain. */
  readonly domain: string;
  /** Port of Tribes on the members. */
  readonly tribesPort: number;
  /** The domain's nodes by key, with the address that each tells of itself, this one too. */
  readonly nodes: Readonly<Record<string, string>>;
  /** Ports of a member that the ELB sends requests to. */
  readonly trafficPorts: readonly number[];
}
