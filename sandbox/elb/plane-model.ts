import type { ElbMember } from "./elb-model";

/** Targets that are checked together: all of a classic ELB, or those of one target group. */
export interface PlanePool {
  /** The backend that checks them. */
  readonly health: string;
  readonly members: readonly ElbMember[];
  readonly check: {
    readonly port: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
    /** Checks that a new one must pass, where fewer are enough. @default `healthyThreshold` */
    readonly firstThreshold?: number;
  };
  /** Backends that send requests to them. */
  readonly serving: readonly string[];
  /** When what is still in flight on one that left is cut. @default never */
  readonly cutAfterSec?: number;
  /** Under which name the AWS API finds how they are. */
  readonly reportedAs: string;
}

/** A load balancer of any kind, ready to be served by a HAProxy. */
export interface PlaneModel {
  /** Of one kind no two have the same: `shop`, `app/shop`. */
  readonly key: string;
  readonly name: string;
  /** What the machine is shown as. */
  readonly label: string;
  readonly dnsName: string;
  readonly subnetIds: readonly string[];
  readonly ports: readonly number[];
  /** haproxy.cfg */
  readonly config: string;
  readonly pools: readonly PlanePool[];
  /** ARNs of the certificates that its listeners show. */
  readonly certificateArns: readonly string[];
}
