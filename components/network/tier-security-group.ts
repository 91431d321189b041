import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Who may connect, and to what. */
export interface Opening {
  /** Stable name of the other side: `clients`, `haproxy`. */
  readonly from: string;
  /** On TCP. */
  readonly port: number;
  /** A security group; exactly one of this and `cidrs`. */
  readonly groupId?: pulumi.Input<string>;
  /** Address ranges; for the edges only: clients, and operators' SSH. */
  readonly cidrs?: string[];
}

/** What a tier of machines is open to. */
export interface TierSecurityGroupArgs {
  /** The VPC that it belongs to. */
  vpcId: pulumi.Input<string>;
  /** As AWS shows it. Another one replaces the group, which AWS refuses while it is in use. */
  description: string;
  /** Closed except for these. @default none */
  openings?: Opening[];
  /** Ports that the tier's own machines have open to each other. @default none */
  amongThemselves?: number[];
  /** The same on UDP: 5405 of a failover pair. @default none */
  amongThemselvesUdp?: number[];
  /** Of the group. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The security group of one tier: nothing gets in but what is opened, by group where the other side has one. */
export class TierSecurityGroup extends pulumi.ComponentResource {
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: TierSecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("wso2:index:TierSecurityGroup", name, {}, opts);
    const within = { parent: this };
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.vpcId, description: args.description, tags: args.tags },
      within,
    );
    const rule = (key: string, { from, port }: Opening, source: object, ipProtocol: "tcp" | "udp" = "tcp") =>
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-${key}`,
        {
          securityGroupId: group.id,
          ipProtocol,
          fromPort: port,
          toPort: port,
          description: `${from} to ${port}`,
          ...source,
        },
        within,
      );
    for (const opening of args.openings ?? []) {
      const key = `from-${opening.from}-${opening.port}`;
      if (opening.groupId) rule(key, opening, { referencedSecurityGroupId: opening.groupId });
      for (const cidrIpv4 of opening.cidrs ?? []) rule(`${key}-${cidrIpv4}`, opening, { cidrIpv4 });
    }
    for (const port of args.amongThemselves ?? []) {
      rule(`among-${port}`, { from: "its own machines", port }, { referencedSecurityGroupId: group.id });
    }
    for (const port of args.amongThemselvesUdp ?? []) {
      const own = { referencedSecurityGroupId: group.id };
      rule(`among-udp-${port}`, { from: "its own machines", port }, own, "udp");
    }
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-out`,
      { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0", description: "all outbound" },
      within,
    );
    this.groupId = group.id;
    this.registerOutputs({ groupId: this.groupId });
  }
}
