import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkCredentials } from "./check-credentials";
import { checkLoadBalancer } from "./check-load-balancer";
import { ClassicLoadBalancer } from "./classic-load-balancer";
import { createTargetBalancer } from "./create-target-groups";
import type { Edge, EdgeMachine } from "./edge";
import type { LoadBalancerArgs } from "./load-balancer-args";
import { networkIdleSec, type TargetGroupKind } from "./plan-load-balancer";
import { TargetGroupEdge } from "./target-group-edge";

/** What messages call each kind. */
const balancerKeys = { application: "alb", network: "nlb" } as const;

/**
 * One of AWS's load balancers with HTTPS on port 443, a health check, stickiness and draining; `kind` says which. In
 * front of a tier it is an edge; instances of another kind join and leave by `members`.
 * @throws pulumi.InputPropertiesError when the kind can't have what is asked for, or AWS would refuse a value.
 */
export class LoadBalancer extends pulumi.ComponentResource implements Edge {
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for an alias to it. */
  readonly dnsZoneId: pulumi.Output<string>;
  readonly loadBalancerName: pulumi.Output<string>;
  readonly drainingTimeoutSec: number;
  readonly idleTimeoutSec: number;
  readonly ready: pulumi.Resource[];
  private readonly edges: readonly Edge[];

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    failOnProblems(`LoadBalancer ${name}`, [
      ...checkLoadBalancer(name, args),
      ...checkCredentials(pulumi.runtime.allConfig()),
    ]);
    super("wso2:index:LoadBalancer", name, {}, opts);
    const { kind } = args;
    this.drainingTimeoutSec = args.drainingTimeoutSec ?? 300;
    this.idleTimeoutSec = kind === "network" ? networkIdleSec : (args.idleTimeoutSec ?? 60);
    if (kind === "classic") {
      // One that was a `ClassicLoadBalancer` of this name stays as it is.
      const aliases = [{ parent: opts?.parent ?? pulumi.rootStackResource }];
      const made = new ClassicLoadBalancer(name, args, { parent: this, aliases });
      this.edges = [made];
      this.ready = made.ready;
      ({ dnsName: this.dnsName, dnsZoneId: this.dnsZoneId } = made);
      this.loadBalancerName = made.loadBalancerName;
    } else {
      const { balancer, groups, listeners } = createTargetBalancer(name, { ...args, kind }, { parent: this });
      const profile = args.profile ?? ownProfile(this) ?? aws.config.profile;
      this.edges = Object.entries(groups).map(([key, { arn }]) => this.edgeOf(kind, key, arn, profile));
      this.ready = listeners;
      this.dnsName = balancer.dnsName;
      this.dnsZoneId = balancer.zoneId;
      this.loadBalancerName = balancer.name;
    }
    this.registerOutputs({ dnsName: this.dnsName, loadBalancerName: this.loadBalancerName });
  }

  /** An instance as a member that joins and leaves: of each target group. */
  members(machine: EdgeMachine): pulumi.Output<BalancerMember[]> {
    return pulumi.all(this.edges.map((edge) => edge.members(machine))).apply((lists) => lists.flat());
  }

  private edgeOf(
    kind: TargetGroupKind,
    key: string,
    targetGroupArn: pulumi.Output<string>,
    profile: pulumi.Input<string | undefined>,
  ): TargetGroupEdge {
    const own = balancerKeys[kind];
    const { drainingTimeoutSec, idleTimeoutSec } = this;
    const limits = { drainingTimeoutSec, idleTimeoutSec };
    return new TargetGroupEdge({
      key: key === "https" ? own : `${own}-${key}`,
      targetGroupArn,
      profile,
      ...limits,
    });
  }
}

/** Of an explicit provider. */
function ownProfile(balancer: LoadBalancer): pulumi.Output<string | undefined> | undefined {
  const provider = balancer.getProvider("aws:lb/loadBalancer:LoadBalancer");
  return provider instanceof aws.Provider ? provider.profile : undefined;
}
