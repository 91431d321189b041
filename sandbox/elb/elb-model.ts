/** A listener of a classic ELB, as plain values. */
export interface ElbListener {
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS";
  readonly instancePort: number;
  readonly instanceProtocol: "HTTP" | "HTTPS";
  /** ARN of the IAM server certificate; only with HTTPS. */
  readonly certificateArn?: string;
  /** Lowest TLS version that the listener's policy allows; only with HTTPS. */
  readonly minTls?: "TLSv1.0" | "TLSv1.1" | "TLSv1.2";
  /** The application's cookie whose life the balancer's own cookie follows. */
  readonly stickyCookie?: string;
}

/** What makes an instance InService. */
export interface ElbHealthCheck {
  readonly protocol: "HTTP" | "HTTPS" | "TCP" | "SSL";
  readonly port: number;
  /** Only with HTTP and HTTPS. Exactly 200 is healthy. */
  readonly path?: string;
  readonly intervalSec: number;
  readonly timeoutSec: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** A registered instance. */
export interface ElbMember {
  readonly instanceId: string;
  readonly address: string;
  readonly zone: string;
}

/** One classic ELB as the AWS API describes it. */
export interface ElbModel {
  readonly name: string;
  readonly dnsName: string;
  readonly subnetIds: readonly string[];
  readonly listeners: readonly ElbListener[];
  readonly healthCheck: ElbHealthCheck;
  readonly members: readonly ElbMember[];
  /** Instances share the load evenly over all zones; without it each zone gets the same share. */
  readonly crossZone: boolean;
  readonly idleTimeoutSec: number;
  /** How long a deregistered instance may finish its requests; 0 cuts them at once. */
  readonly drainingTimeoutSec: number;
}
