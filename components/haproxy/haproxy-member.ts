import type { SshTarget } from "../remote/ssh-target";
import type { BalancerMember } from "../rolling/membership/balancer-member";

/** One node as a server of one HAProxy backend. */
export interface HaproxyMember extends BalancerMember {
  readonly kind: "haproxy";
  /** The balancer's key: `haproxy1`. */
  readonly balancer: string;
  readonly ssh: SshTarget;
  /** Path of the stats socket with level admin. */
  readonly socketPath: string;
  readonly backend: string;
  /** The server's name in the backend. */
  readonly server: string;
  /** Where HAProxy reaches the node, where that is no address of its machine. @default one of the machine's own */
  readonly serverAddress?: string;
  /** One of several backends of this HAProxy that the node is in, after the first. @default false */
  readonly isFurther?: boolean;
  /**
   * Lines of this HAProxy that a roll leaves as they are although they lead to the node's machine, as
   * `backend/server` or `backend`. @default every line of the node leaves and joins with it
   */
  readonly leaveAlone?: readonly string[];
}
