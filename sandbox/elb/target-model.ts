import type { ElbHealthCheck, ElbListener, ElbMember } from "./elb-model";

/** A registered target: what it is called, where it is, and on which port it is asked. */
export interface Target extends ElbMember {
  readonly port: number;
}

/** A target group of an application or network load balancer. */
export interface TargetGroupModel {
  readonly arn: string;
  readonly name: string;
  readonly protocol: "HTTP" | "HTTPS" | "TCP" | "TLS";
  /** With the port as AWS says it: undefined is the port that each target gets requests on. */
  readonly check: Omit<ElbHealthCheck, "port"> & { readonly port?: number; readonly codes: string };
  readonly targets: readonly Target[];
  readonly stickiness?: {
    readonly type: "app_cookie" | "lb_cookie" | "source_ip";
    readonly cookie: string;
    readonly sec: number;
  };
  readonly algorithm: "roundrobin" | "leastconn" | "random";
  readonly crossZone: boolean;
  readonly slowStartSec: number;
  readonly deregistrationDelaySec: number;
  /** Whether what is in flight ends with the delay. */
  readonly cuts: boolean;
  readonly proxyProtocol: boolean;
}

/** What a listener or a rule does. */
export type TargetAction =
  | { readonly type: "forward"; readonly groupArn: string }
  | { readonly type: "redirect"; readonly code: string; readonly location: string }
  | {
      readonly type: "fixed-response";
      readonly code: string;
      readonly contentType: string;
      readonly body: string;
    };

/** A rule: all conditions hold, each for one of its patterns. */
export interface TargetRule {
  readonly conditions: readonly {
    readonly field: "host-header" | "path-pattern";
    readonly patterns: readonly string[];
  }[];
  readonly action: TargetAction;
}

export interface TargetListener {
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS" | "TCP" | "TLS";
  /** The first is shown to who names none of the others. */
  readonly certificateArns: readonly string[];
  readonly minTls: NonNullable<ElbListener["minTls"]> | "TLSv1.3";
  /** In the order of their priority; the default one is last and has no conditions. */
  readonly rules: readonly TargetRule[];
  /** Of a TCP listener. */
  readonly idleTimeoutSec: number;
}

/** An application or network load balancer, as plain values. */
export interface TargetBalancerModel {
  readonly kind: "application" | "network";
  readonly name: string;
  readonly dnsName: string;
  readonly subnetIds: readonly string[];
  readonly idleTimeoutSec: number;
  readonly listeners: readonly TargetListener[];
  /** Those that a listener or a rule uses. */
  readonly groups: readonly TargetGroupModel[];
}
