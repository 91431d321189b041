import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkNetwork, planSubnets, type SubnetPlan } from "./plan-subnets";

/** How machines in private subnets reach the internet, for packages and distributions. */
export const NatGateways = { none: "none", single: "single", perZone: "per-zone" } as const;
export type NatGateways = (typeof NatGateways)[keyof typeof NatGateways];

/** A VPC that is there already. */
export interface ExistingVpc {
  vpcId: pulumi.Input<string>;
  publicSubnetIds: pulumi.Input<string>[];
  privateSubnetIds: pulumi.Input<string>[];
}

export interface NetworkArgs {
  /** Use this VPC and make none. */
  existing?: ExistingVpc;
  /** Range of the VPC to make, /16 to /22. @default 10.42.0.0/16 */
  vpcCidr?: string;
  /** Availability zones to spread over. @default 2 */
  zoneCount?: number;
  /** @default single */
  natGateways?: NatGateways;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The VPC: an existing one as it is, or a small one with a public and a private subnet in each zone.
 * @throws pulumi.InputPropertiesError when the range or the number of zones can't be used.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const { existing, vpcCidr = "10.42.0.0/16", zoneCount = 2 } = args;
    if (!existing) failOnProblems(`Network ${name}`, checkNetwork(vpcCidr, zoneCount));
    super("wso2:index:Network", name, {}, opts);
    const made = existing ? fromExisting(existing) : createVpc(this, name, { ...args, vpcCidr, zoneCount });
    this.vpcId = made.vpcId;
    this.publicSubnetIds = made.publicSubnetIds;
    this.privateSubnetIds = made.privateSubnetIds;
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
    });
  }
}

interface Subnets {
  vpcId: pulumi.Output<string>;
  publicSubnetIds: pulumi.Output<string>[];
  privateSubnetIds: pulumi.Output<string>[];
}

function fromExisting(existing: ExistingVpc): Subnets {
  return {
    vpcId: pulumi.output(existing.vpcId),
    publicSubnetIds: existing.publicSubnetIds.map((id) => pulumi.output(id)),
    privateSubnetIds: existing.privateSubnetIds.map((id) => pulumi.output(id)),
  };
}

function createVpc(
  parent: Network,
  name: string,
  args: NetworkArgs & { vpcCidr: string; zoneCount: number },
): Subnets {
  const plan = planSubnets(args.vpcCidr, args.zoneCount);
  const zones = aws.getAvailabilityZonesOutput({ state: "available" }, { parent });
  const tags = (role: string) => pulumi.output(args.tags ?? {}).apply((own) => ({ Name: role, ...own }));
  const vpc = new aws.ec2.Vpc(
    name,
    { cidrBlock: args.vpcCidr, enableDnsHostnames: true, enableDnsSupport: true, tags: tags(name) },
    { parent },
  );
  const subnet = (kind: string, { zoneKey, zoneIndex, cidr }: SubnetPlan) => {
    const key = `${name}-${kind}-${zoneKey}`;
    const availabilityZone = zones.names.apply((names) => zoneName(names, zoneIndex));
    return new aws.ec2.Subnet(
      key,
      { vpcId: vpc.id, cidrBlock: cidr, availabilityZone, tags: tags(key) },
      { parent },
    );
  };
  const routeTable = (key: string) =>
    new aws.ec2.RouteTable(key, { vpcId: vpc.id, tags: tags(key) }, { parent });
  const internet = "0.0.0.0/0";

  const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: tags(name) }, { parent });
  const publicTable = routeTable(`${name}-public`);
  new aws.ec2.Route(
    `${name}-public`,
    { routeTableId: publicTable.id, destinationCidrBlock: internet, gatewayId: gateway.id },
    { parent },
  );
  const publicSubnets = plan.publicSubnets.map((each) => {
    const made = subnet("public", each);
    const key = `${name}-public-${each.zoneKey}`;
    new aws.ec2.RouteTableAssociation(key, { routeTableId: publicTable.id, subnetId: made.id }, { parent });
    return made;
  });

  const nat = args.natGateways ?? NatGateways.single;
  const natIds = publicSubnets
    .slice(0, { none: 0, single: 1, "per-zone": publicSubnets.length }[nat])
    .map((home, index) => {
      const key = `${name}-nat-${plan.publicSubnets[index]?.zoneKey}`;
      const address = new aws.ec2.Eip(key, { domain: "vpc", tags: tags(key) }, { parent });
      return new aws.ec2.NatGateway(
        key,
        { allocationId: address.allocationId, subnetId: home.id, tags: tags(key) },
        { parent, dependsOn: [gateway] },
      ).id;
    });
  const privateSubnets = plan.privateSubnets.map((each) => {
    const made = subnet("private", each);
    const key = `${name}-private-${each.zoneKey}`;
    const table = routeTable(key);
    const natGatewayId = natIds[each.zoneIndex] ?? natIds[0];
    if (natGatewayId) {
      new aws.ec2.Route(
        key,
        { routeTableId: table.id, destinationCidrBlock: internet, natGatewayId },
        { parent },
      );
    }
    new aws.ec2.RouteTableAssociation(key, { routeTableId: table.id, subnetId: made.id }, { parent });
    return made;
  });
  return {
    vpcId: vpc.id,
    publicSubnetIds: publicSubnets.map(({ id }) => id),
    privateSubnetIds: privateSubnets.map(({ id }) => id),
  };
}

function zoneName(names: readonly string[], index: number): string {
  const found = names[index];
  if (!found) {
    throw new Error(
      `zoneCount: this region has ${names.length} zones (${names.join(", ")}); lower zoneCount`,
    );
  }
  return found;
}
