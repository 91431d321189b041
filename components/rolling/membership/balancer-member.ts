/**
 * A node as a member of one balancer. What else is to be known of it, its kind says: the room of that kind has
 * an interface that extends this one.
 */
export interface BalancerMember {
  /** `haproxy`, `classic-elb`, `target-group`: one of the kinds that the program brings. */
  readonly kind: string;
  /** The balancer's key, for messages: `haproxy1`, `elb`. */
  readonly balancer: string;
  /** What `status` calls it, where the node is in several groups of one balancer. @default the balancer's key */
  readonly title?: string;
  /** The node there: a server's name, or the node's key. */
  readonly server: string;
}
