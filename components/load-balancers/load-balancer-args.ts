import type * as pulumi from "@pulumi/pulumi";
import type { AccessLogs, HealthPage, InstancePorts } from "./classic-load-balancer";
import type { LoadBalancerAlarms } from "./create-alarms";
import type { LoadBalancerKind, PlainHttp, Stickiness } from "./load-balancer-kind";

/** What a load balancer is made with: the same for each kind, less what a kind can't have. */
export interface LoadBalancerArgs {
  /** The one word that changes which of AWS's load balancers it is. */
  kind: LoadBalancerKind;
  /** Of the target groups; a classic one has none. @default that of the first subnet */
  vpcId?: pulumi.Input<string>;
  /** One in each availability zone: public ones, unless `internal` is set. */
  subnetIds: pulumi.Input<string>[];
  /** Of the load balancer: who may reach ports 80 and 443. */
  securityGroupIds: pulumi.Input<string>[];
  /** What must be there first: AWS refuses one that faces the internet in a VPC without a gateway. @default none */
  after?: pulumi.Resource[];
  /** ARN of the certificate on port 443, in ACM or IAM. Another one is set without closing the port. */
  certificateArn: pulumi.Input<string>;
  /** Further certificates by a key of yours; by the name that the client asks for. Not of a classic one. @default none */
  furtherCertificateArns?: Record<string, pulumi.Input<string>>;
  /** AWS's TLS policy. @default TLS 1.2 at least: `ELBSecurityPolicy-TLS13-1-2-Res-2021-06`, `ELBSecurityPolicy-TLS-1-2-2017-01` of a classic one */
  tlsPolicy?: string;
  /** Instances that are behind it for as long as they live, by stable key; others join and leave by `members`. @default none */
  instances?: Record<string, pulumi.Input<string>>;
  /** Ports of the instances. An application one sends all to the second. @default 80 and 443 */
  instancePorts?: InstancePorts;
  /** Port and path that answer 200 only while the instance can serve. An application one needs the path. */
  health: HealthPage;
  /** What becomes of port 80. @default `redirect` of an application one, else `forward` */
  http?: PlainHttp;
  /** What keeps a client on its instance. @default `none` of a network one, else `cookie` */
  stickiness?: Stickiness;
  /** The application's cookie, not of a network one. @default JSESSIONID */
  stickyCookie?: string;
  /** How long the application one's own cookie lives after the last answer, in seconds. @default 86400 */
  stickyForSec?: number;
  /** Limit for what is in flight on an instance that is taken out, in seconds. @default 300 */
  drainingTimeoutSec?: number;
  /** An instance that comes back gets its share bit by bit over so many seconds, 30 to 900. Of an application one. @default all at once */
  slowStartSec?: number;
  /** Longest silence on a connection, in seconds. A network one has AWS's own 350 with TLS. @default 60 */
  idleTimeoutSec?: number;
  /** Instances of all zones share the load. An application one always does. @default true */
  crossZone?: boolean;
  /** Reachable inside the VPC only. @default false */
  internal?: boolean;
  /** AWS refuses to delete it, until this is false. Not of a classic one. @default false */
  deletionProtection?: boolean;
  /**
   * A network one hands TLS on as it is, and the instances end it with a certificate of their own; `certificateArn` and
   * `tlsPolicy` do nothing then. Sticky by the client's address it can be this way alone. @default false
   */
  passthrough?: boolean;
  /** A network one tells instances who the client is, by the PROXY protocol, version 2; they must speak it. @default false */
  proxyProtocol?: boolean;
  /** Where each request is written down; of a network one each TLS connection. @default nowhere */
  accessLogs?: AccessLogs;
  /** ARN of a web ACL of AWS WAF that stands before an application one. @default none */
  webAclArn?: pulumi.Input<string>;
  /** CloudWatch's alarms. @default none */
  alarms?: LoadBalancerAlarms;
  /** Of the shared AWS configuration, for what the roll program asks. @default that of the provider, explicit or not */
  profile?: string;
  /** Of the load balancer. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
