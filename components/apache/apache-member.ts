import type { SshTarget } from "../remote/ssh-target";
import type { BalancerMember } from "../rolling/membership/balancer-member";

/** Where the machine itself reaches httpd's balancer manager. */
export interface ApacheManager {
  readonly port: number;
  /** Name of the virtual host that has the balancers: a manager knows those of its own alone. */
  readonly host: string;
  /** On the machine. @default 127.0.0.1 */
  readonly address?: string;
  /** The port speaks TLS; not verified, as the question goes through SSH to the machine itself. @default false */
  readonly tls?: boolean;
  /** Path with `SetHandler balancer-manager`. @default /balancer-manager */
  readonly path?: string;
  /** Path with `SetHandler server-status`: it tells of processes that a restart left behind. @default nobody tells */
  readonly statusPath?: string;
}

/** One node as a worker of one balancer of one httpd. */
export interface ApacheMember extends BalancerMember {
  readonly kind: "apache";
  /** The Apache's key: `apache1`. */
  readonly balancer: string;
  readonly ssh: SshTarget;
  readonly manager: ApacheManager;
  /** The balancer: `apim` of `balancer://apim`. */
  readonly group: string;
  /** The worker: its route, or `host:port` where it has none. */
  readonly server: string;
  /** One of several balancers of this httpd that the node is in, after the first. @default false */
  readonly isFurther?: boolean;
  /** Workers that a roll leaves as they are although they lead to the node, as `balancer/worker` or `balancer`. @default none */
  readonly leaveAlone?: readonly string[];
  /**
   * A folder of `Define` lines that the configuration reads: what is out stays out after a restart of httpd.
   * @default httpd's own `BalancerPersist`, where it is on
   */
  readonly statesFolder?: string;
}
