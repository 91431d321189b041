import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createRollCommand } from "../rolling/roll-command";
import { failOnProblems } from "../validation/fail-on-problems";
import type { NamePlan } from "./name-plan";
import { aliasTtlSec, checkAlias, checkSettleSec, checkTarget, planAliasTypes } from "./plan-alias";

/** What a name is made to lead to. */
export interface AliasTarget {
  /** Name that AWS gave the load balancer. */
  dnsName: pulumi.Input<string>;
  /** Hosted zone of that name, which is AWS's own. */
  dnsZoneId: pulumi.Input<string>;
}

/** A zone of Route 53. */
export interface HostedZone {
  /** Its id, `Z...`. */
  id: pulumi.Input<string>;
  /** `example.com`; a dot at its end is left out. */
  name: string;
}

/** Which name leads where. */
export interface AliasRecordArgs {
  /** Name that clients use, `integrator.example.com`. */
  host: string;
  /** Route 53's hosted zone that the name is in; it is not made here. */
  zone: HostedZone;
  /**
   * The load balancer: a `ClassicLoadBalancer`, or an ALB's or NLB's `dnsName` and `zoneId`; exactly one of this and
   * `address`. @default none: then `address` is needed
   */
  target?: AliasTarget;
  /** An IPv4 address in place of a load balancer, a failover pair's; the record is a plain one then. @default none */
  address?: pulumi.Input<string>;
  /** How long resolvers keep an `address`, in seconds. @default 60 */
  ttlSec?: number;
  /** What must be there before the name leads to another load balancer, such as the tier behind it. @default none */
  after?: pulumi.Resource[];
  /** Whether Route 53 takes the name for healthy only while the load balancer has a healthy target. @default true */
  evaluateTargetHealth?: boolean;
  /** An AAAA record too; for an ALB or NLB with `dualstack` addresses. A classic ELB has none in a VPC. @default false */
  ipv6?: boolean;
  /**
   * Once the name leads to another load balancer, the `up` goes on for so many seconds before it ends, and with that
   * before it deletes the one of before: resolvers may still answer with that one. @default 75: Route 53's 60, and some more
   */
  settleSec?: number;
}

/**
 * A name of your own for a load balancer, in Route 53: an alias, which unlike a CNAME may be the zone's own name,
 * costs no query and follows the load balancer's addresses. A record that is there already is left alone: AWS
 * refuses to make it once more.
 *
 * @throws pulumi.InputPropertiesError when the name is not in the zone.
 */
export class AliasRecord extends pulumi.ComponentResource {
  /** The name, once it leads to the load balancer. */
  readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: AliasRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    failOnProblems(`AliasRecord ${name}`, [
      ...checkAlias(args.host, args.zone.name),
      ...checkTarget(args),
      ...checkSettleSec(args.settleSec),
    ]);
    super("wso2:index:AliasRecord", name, {}, opts);
    const { host, zone, target, address = "", ipv6 = false, settleSec = aliasTtlSec } = args;
    const leadsTo = destination(args);
    const records = planAliasTypes(ipv6).map(
      ({ type, suffix }) =>
        new aws.route53.Record(
          `${name}${suffix}`,
          {
            zoneId: zone.id,
            name: host,
            type,
            ...leadsTo,
          },
          { parent: this, dependsOn: args.after },
        ),
    );
    // Its first run waits for nothing: before that the name led nowhere.
    createRollCommand(
      `${name}-settled`,
      {
        update: "follow-name",
        plan: pulumi
          .output(target?.dnsName ?? address)
          .apply((leadsTo): NamePlan => ({ name: host, leadsTo, forSec: settleSec })),
        triggers: [],
      },
      { parent: this, dependsOn: records },
    );
    this.fqdn = pulumi.all(records.map(({ fqdn }) => fqdn)).apply(([fqdn]) => fqdn ?? host);
    this.registerOutputs({ fqdn: this.fqdn });
  }
}

function destination(
  args: AliasRecordArgs,
): Pick<aws.route53.RecordArgs, "aliases"> | Pick<aws.route53.RecordArgs, "records" | "ttl"> {
  const { target, address, ttlSec = 60, evaluateTargetHealth = true } = args;
  if (target) return { aliases: [{ name: target.dnsName, zoneId: target.dnsZoneId, evaluateTargetHealth }] };
  return address === undefined ? {} : { records: [address], ttl: ttlSec };
}
