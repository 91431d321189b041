import type {
  LoadBalancerAttributes,
  LoadBalancerDescription,
  PolicyDescription,
} from "@aws-sdk/client-elastic-load-balancing";

/** All that the AWS API says of one classic ELB. */
export interface ElbDescription {
  readonly description: LoadBalancerDescription;
  readonly attributes: LoadBalancerAttributes;
  readonly policies: readonly PolicyDescription[];
}

/** A load balancer that the data plane can't stand for; the message says what it met. */
export class UnsupportedElbError extends Error {}
