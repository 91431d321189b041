/** How the address moves: `secondary` inside one subnet, `route` across zones, `elastic` for a public one. */
export type PairAddress = SecondaryAddress | RouteAddress | ElasticAddress;

/** A secondary private address of the holder's network interface (agents `awsvip` and `IPaddr2`). */
export interface SecondaryAddress {
  readonly kind: "secondary";
  /** A free address of the subnet that both machines are in. */
  readonly ip: string;
}

/** An address outside of the VPC's ranges that a route leads to the holder (agent `aws-vpc-move-ip`). */
export interface RouteAddress {
  readonly kind: "route";
  readonly ip: string;
  /** Of all subnets that clients are in; each has a route for the address already. */
  readonly routeTableIds: readonly string[];
}

/** An Elastic IP (agent `awseip`). */
export interface ElasticAddress {
  readonly kind: "elastic";
  readonly ip: string;
  readonly allocationId: string;
}

/** One of the two machines. */
export interface PairMachine {
  /** Its key and host name: the cluster's name for it. */
  readonly name: string;
  /** Private address that the two speak to each other by. */
  readonly address: string;
  /** Of the EC2 instance that it is now. @default not known yet: it can't be fenced */
  readonly instanceId?: string;
}

/** Time limits of a pair. */
export interface PairLimits {
  /** How long a machine may be silent before the other one takes it for lost, in milliseconds. @default 3000 */
  readonly tokenMs?: number;
  /**
   * How long the machine without the address waits before it fences the other one, in seconds: after a cut between
   * two that both live, the holder wins. @default 2
   */
  readonly fencingDelaySec?: number;
  /** Between two checks of HAProxy on each machine, in seconds. @default 1 */
  readonly checkIntervalSec?: number;
  /** Before a planned move: how long requests in flight are waited for, in seconds. @default 120 */
  readonly drainTimeoutSec?: number;
  /** Before a planned move: how long new connections may wait at a time, in seconds. @default 5 */
  readonly pauseSec?: number;
  /** Longest that a machine may take to be seen as stopped by AWS, in seconds. @default 180 */
  readonly fencingTimeoutSec?: number;
}

/** Everything that decides what a pair is; no Pulumi value in it. */
export interface PairFacts {
  /** Of the cluster. */
  readonly name: string;
  readonly region: string;
  /** Exactly two; the order gives their numbers, so it never changes. */
  readonly machines: readonly PairMachine[];
  readonly address: PairAddress;
  /** That clients connect to. */
  readonly ports: readonly number[];
  /** Where HAProxy answers whether it lives. */
  readonly readinessPort: number;
  readonly limits?: PairLimits;
}
