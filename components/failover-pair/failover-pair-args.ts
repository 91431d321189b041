import type * as pulumi from "@pulumi/pulumi";
import type { PairLimits } from "./pair-model";

/** Which address it is, and how it moves: see docs/haproxy-pair.md. */
export type PairAddressArgs =
  | {
      /** A secondary private address; both machines are in one subnet. */
      kind: "secondary";
      /** A free address of that subnet. */
      ip: pulumi.Input<string>;
      /** The subnet: the address is reserved there, so that AWS gives it to nobody else. @default keeping it free is yours */
      subnetId?: pulumi.Input<string>;
    }
  | {
      /** A route of the VPC leads to the holder; machines may be in several zones. */
      kind: "route";
      /** Outside of the VPC's ranges. */
      ip: pulumi.Input<string>;
      /** Of all subnets that clients are in, by stable key. */
      routeTables: Record<string, pulumi.Input<string>>;
    }
  | {
      /** An Elastic IP; machines are in public subnets. */
      kind: "elastic";
      /** The public address. */
      ip: pulumi.Input<string>;
      /** Of the Elastic IP. */
      allocationId: pulumi.Input<string>;
    };

/** What a failover pair is made with. */
export interface FailoverPairArgs {
  /** The address that clients connect to, and how it moves. */
  address: PairAddressArgs;
  /** Ports that clients connect to. @default 80 and 443 */
  ports?: number[];
  /** Time limits. @default each its own */
  limits?: PairLimits;
  /** In which the machines are. @default `aws:region` */
  region?: string;
  /** Of role and instance profile. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
