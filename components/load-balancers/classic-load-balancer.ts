import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkCredentials } from "./check-credentials";
import { createAlarms, type LoadBalancerAlarms } from "./create-alarms";
import { accountOfArn, type Edge, type EdgeMachine, regionOfArn } from "./edge";
import { createListenerCertificate } from "./listener-certificate";
import {
  checkAccessLogs,
  checkClassicLoadBalancer,
  type HealthCheckPlan,
  planListeners,
  renderHealthTarget,
  tlsPolicies,
} from "./plan-classic";

/** What a classic load balancer is made with. */
export interface ClassicLoadBalancerArgs {
  /** One in each availability zone: public ones, unless `internal` is set. */
  subnetIds: pulumi.Input<string>[];
  /** Of the load balancer: who may reach ports 80 and 443. */
  securityGroupIds: pulumi.Input<string>[];
  /** What must be there first: AWS refuses one that faces the internet in a VPC without a gateway. @default none */
  after?: pulumi.Resource[];
  /**
   * ARN of the certificate that the HTTPS listener shows, in IAM or ACM. Another one is set without closing the
   * port. A load balancer that is replaced is made with the one of its last refresh and then gets this one.
   */
  certificateArn: pulumi.Input<string>;
  /**
   * Instances that are behind it for as long as they live, by stable key. Those that are replaced without
   * losing a request join and leave by `members` instead. @default none
   */
  instances?: Record<string, pulumi.Input<string>>;
  /** Ports of the instances behind listener 80 and 443. @default 80 and 443 */
  instancePorts?: InstancePorts;
  /**
   * Port and path that answer 200 only while the instance can serve. Without a path the port alone is tried, which says
   * nothing of what is behind it: for an instance that has no such page.
   */
  health: HealthPage;
  /** The application's cookie. @default JSESSIONID */
  stickyCookie?: string;
  /** Limit for requests in flight on an instance that is taken out. @default 300 */
  drainingTimeoutSec?: number;
  /** Longest silence on a connection. @default 60 */
  idleTimeoutSec?: number;
  /** Reachable inside the VPC only. @default false */
  internal?: boolean;
  /** Where each request is written down. @default nowhere */
  accessLogs?: AccessLogs;
  /** CloudWatch's alarms. @default none */
  alarms?: LoadBalancerAlarms;
  /** Of the shared AWS configuration, for what the roll program asks. @default that of the provider, explicit or not */
  profile?: string;
  /** Of the load balancer. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Where the instances of a classic load balancer listen. */
export interface InstancePorts {
  /** Behind listener 80. */
  http: number;
  /** Behind listener 443; it speaks TLS. */
  https: number;
}

/** The page that a classic load balancer asks each instance for, every 5 seconds. */
export interface HealthPage {
  /** On the instance; plain HTTP. */
  port: number;
  /** Begins with a slash. @default the port alone is tried */
  path?: string;
}

/** An S3 bucket that takes a load balancer's access logs. */
export interface AccessLogs {
  /** Its name; in the load balancer's region, with a policy that lets Elastic Load Balancing write. */
  bucket: pulumi.Input<string>;
  /** Without a slash at its ends. @default none */
  prefix?: pulumi.Input<string>;
  /** 5 or 60. @default 60 */
  intervalMin?: number;
}

/**
 * AWS's classic load balancer with application-cookie stickiness on both listeners.
 * @throws pulumi.InputPropertiesError when AWS would refuse a value.
 */
export class ClassicLoadBalancer extends pulumi.ComponentResource implements Edge {
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for an alias to it. */
  readonly dnsZoneId: pulumi.Output<string>;
  readonly loadBalancerName: pulumi.Output<string>;
  readonly drainingTimeoutSec: number;
  readonly idleTimeoutSec: number;
  readonly ready: pulumi.Resource[] = [];
  private readonly region: pulumi.Output<string>;
  private readonly accountId: pulumi.Output<string | undefined>;
  private readonly profile: pulumi.Output<string | undefined>;

  constructor(name: string, args: ClassicLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    const check: HealthCheckPlan = {
      target: renderHealthTarget(args.health),
      intervalSec: 5,
      timeoutSec: 2,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    };
    const { drainingTimeoutSec = 300, idleTimeoutSec = 60 } = args;
    failOnProblems(`ClassicLoadBalancer ${name}`, [
      ...checkClassicLoadBalancer(name, check, drainingTimeoutSec, idleTimeoutSec),
      ...checkAccessLogs(args.accessLogs?.intervalMin),
      ...checkCredentials(pulumi.runtime.allConfig()),
    ]);
    super("wso2:index:ClassicLoadBalancer", name, {}, opts);
    const within = { parent: this };
    const listeners = planListeners(args.instancePorts ?? { http: 80, https: 443 });
    const balancer = new aws.elb.LoadBalancer(
      name,
      {
        subnets: args.subnetIds,
        securityGroups: args.securityGroupIds,
        internal: args.internal ?? false,
        listeners: listeners.map((each) => ({
          lbPort: each.lbPort,
          lbProtocol: each.lbProtocol,
          instancePort: each.instancePort,
          instanceProtocol: each.instanceProtocol,
          ...(each.lbProtocol === "https" ? { sslCertificateId: args.certificateArn } : {}),
        })),
        healthCheck: {
          target: check.target,
          interval: check.intervalSec,
          timeout: check.timeoutSec,
          healthyThreshold: check.healthyThreshold,
          unhealthyThreshold: check.unhealthyThreshold,
        },
        crossZoneLoadBalancing: true,
        connectionDraining: true,
        connectionDrainingTimeout: drainingTimeoutSec,
        idleTimeout: idleTimeoutSec,
        ...(args.accessLogs ? { accessLogs: accessLogsOf(args.accessLogs) } : {}),
        tags: args.tags,
      },
      // A listener that differs in anything is deleted and made anew, without its policies: its port closes.
      { ...within, dependsOn: args.after, ignoreChanges: ["listeners"] },
    );
    const policy = (role: string, policyTypeName: string, attribute: { name: string; value: string }) =>
      new aws.elb.LoadBalancerPolicy(
        `${name}-${role}`,
        {
          loadBalancerName: balancer.name,
          policyName: `${name}-${role}`,
          policyTypeName,
          policyAttributes: [attribute],
        },
        within,
      );
    const policies = {
      stickiness: policy("stickiness", "AppCookieStickinessPolicyType", {
        name: "CookieName",
        value: args.stickyCookie ?? "JSESSIONID",
      }),
      tls: policy("tls", "SSLNegotiationPolicyType", {
        name: "Reference-Security-Policy",
        value: tlsPolicies[0],
      }),
    };
    this.region = balancer.arn.apply(regionOfArn);
    this.accountId = balancer.arn.apply(accountOfArn);
    this.profile = pulumi.output(args.profile ?? ownProfile(this) ?? aws.config.profile);
    for (const { key, lbPort, instancePort, policies: roles } of listeners) {
      const listenerPolicy = new aws.elb.ListenerPolicy(
        `${name}-${key}`,
        {
          loadBalancerName: balancer.name,
          loadBalancerPort: lbPort,
          policyNames: roles.map((role) => policies[role].policyName),
          triggers: { certificate: args.certificateArn },
        },
        { ...within, replaceOnChanges: ["loadBalancerName", "loadBalancerPort"] },
      );
      this.ready.push(listenerPolicy);
      if (key !== "https") continue;
      const { region, profile } = this;
      const listener = { loadBalancerName: balancer.name, region, profile, port: lbPort, instancePort };
      const shown = { ...listener, certificateArn: args.certificateArn };
      this.ready.push(
        createListenerCertificate(`${name}-certificate`, shown, { ...within, dependsOn: [listenerPolicy] }),
      );
    }
    for (const [key, instance] of Object.entries(args.instances ?? {})) {
      new aws.elb.Attachment(`${name}-${key}`, { elb: balancer.name, instance }, within);
    }
    const metrics = { balancer: { LoadBalancerName: balancer.name }, groups: {} };
    createAlarms(name, "classic", args.alarms, metrics, within);
    this.dnsName = balancer.dnsName;
    this.dnsZoneId = balancer.zoneId;
    this.loadBalancerName = balancer.name;
    this.drainingTimeoutSec = drainingTimeoutSec;
    this.idleTimeoutSec = idleTimeoutSec;
    this.registerOutputs({ dnsName: this.dnsName, loadBalancerName: this.loadBalancerName });
  }

  /** An instance as a member that joins and leaves. */
  members({ key: server, instanceId, groupSize }: EdgeMachine): pulumi.Output<BalancerMember[]> {
    return pulumi
      .all([this.loadBalancerName, this.region, instanceId, this.profile, this.accountId])
      .apply(([loadBalancerName, region, id, profile, accountId]) => [
        {
          kind: "classic-elb" as const,
          balancer: "elb",
          server,
          region,
          ...(profile ? { profile } : {}),
          groupSize,
          loadBalancerName,
          ...(accountId ? { accountId } : {}),
          instanceId: id,
        },
      ]);
  }
}

function accessLogsOf({ bucket, prefix, intervalMin = 60 }: AccessLogs) {
  return { bucket, bucketPrefix: prefix, interval: intervalMin, enabled: true };
}

/** Of an explicit provider. */
function ownProfile(balancer: ClassicLoadBalancer): pulumi.Output<string | undefined> | undefined {
  const provider = balancer.getProvider("aws:elb/loadBalancer:LoadBalancer");
  return provider instanceof aws.Provider ? provider.profile : undefined;
}
