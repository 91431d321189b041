import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { failOnProblems } from "../validation/fail-on-problems";
import { checkExistingNetwork, checkNetwork, planSubnets, planZone, type SubnetPlan } from "./plan-subnets";

/** What an account has opted in to, Local Zones and Wavelength, is no place for a cluster. */
const regionalZones = [
  { name: "zone-type", values: ["availability-zone"] },
  { name: "opt-in-status", values: ["opt-in-not-required"] },
];

/** How machines in private subnets reach the internet, for packages and distributions. */
export const NatGateways = { none: "none", single: "single", perZone: "per-zone" } as const;
export type NatGateways = (typeof NatGateways)[keyof typeof NatGateways];

/** A VPC that is there already. */
export interface ExistingVpc {
  /** Its id, `vpc-...`. */
  vpcId: pulumi.Input<string>;
  /** Subnets with a route to an internet gateway, one in each zone: for load balancers. */
  publicSubnetIds: pulumi.Input<string>[];
  /** Subnets for machines, one in each zone. Their way to the internet, for packages, is the caller's. */
  privateSubnetIds: pulumi.Input<string>[];
}

/** The VPC to make, or the one to use. */
export interface NetworkArgs {
  /** Use this VPC and make none. @default one is made */
  existing?: ExistingVpc;
  /** Range of the VPC to make, /16 to /22. @default 10.42.0.0/16 */
  vpcCidr?: string;
  /** Availability zones to spread over. @default 2 */
  zoneCount?: number;
  /**
   * Which zones: as many as `zoneCount`, in the order of the subnets' letters; a zone that is changed here gets
   * a new subnet. @default the region's first ones that need no opt-in; a zone once chosen stays
   */
  zones?: string[];
  /** How machines in private subnets reach the internet. A single gateway lies in one zone. @default single */
  natGateways?: NatGateways;
  /** Name of an S3 bucket that takes the flow logs of a VPC that is made here. @default no flow logs */
  flowLogBucket?: string;
  /** Of all that is made, beside a name for each. @default none */
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
  /** Ranges of the public subnets: where a load balancer's requests come from. */
  readonly publicSubnetCidrs: pulumi.Output<string>[];
  /** The route tables of a VPC that is made here, by key: `public`, `private-a`. None of an existing one. */
  readonly routeTableIds: Record<string, pulumi.Output<string>>;
  /** What a machine needs beside its subnet: gateways and routes. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const { existing, vpcCidr = "10.42.0.0/16", zoneCount = 2 } = args;
    const problems = existing
      ? checkExistingNetwork(args.flowLogBucket)
      : checkNetwork(vpcCidr, zoneCount, args.zones);
    failOnProblems(`Network ${name}`, problems);
    super("wso2:index:Network", name, {}, opts);
    const made = existing
      ? fromExisting(this, existing)
      : createVpc(this, name, { ...args, vpcCidr, zoneCount });
    this.vpcId = made.vpcId;
    this.publicSubnetIds = made.publicSubnetIds;
    this.privateSubnetIds = made.privateSubnetIds;
    this.publicSubnetCidrs = made.publicSubnetCidrs;
    this.routeTableIds = made.routeTableIds;
    this.ready = made.ready;
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
  publicSubnetCidrs: pulumi.Output<string>[];
  routeTableIds: Record<string, pulumi.Output<string>>;
  ready: pulumi.Resource[];
}

function fromExisting(parent: Network, existing: ExistingVpc): Subnets {
  return {
    vpcId: pulumi.output(existing.vpcId),
    publicSubnetIds: existing.publicSubnetIds.map((id) => pulumi.output(id)),
    privateSubnetIds: existing.privateSubnetIds.map((id) => pulumi.output(id)),
    publicSubnetCidrs: existing.publicSubnetIds.map(
      (id) => aws.ec2.getSubnetOutput({ id }, { parent }).cidrBlock,
    ),
    ...{ routeTableIds: {}, ready: [] },
  };
}

function createVpc(
  parent: Network,
  name: string,
  args: NetworkArgs & { vpcCidr: string; zoneCount: number },
): Subnets {
  const plan = planSubnets(args.vpcCidr, args.zoneCount);
  const ready: pulumi.Resource[] = [];
  const tags = (role: string) => pulumi.output(args.tags ?? {}).apply((own) => ({ Name: role, ...own }));
  const vpc = new aws.ec2.Vpc(
    name,
    { cidrBlock: args.vpcCidr, enableDnsHostnames: true, enableDnsSupport: true, tags: tags(name) },
    { parent },
  );
  if (args.flowLogBucket !== undefined) {
    const bucket = args.flowLogBucket;
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: vpc.id,
        trafficType: "ALL",
        logDestinationType: "s3",
        // `aws`, `aws-cn` or `aws-us-gov`.
        logDestination: vpc.arn.apply((arn) => `arn:${arn.split(":")[1]}:s3:::${bucket}`),
        tags: tags(name),
      },
      { parent },
    );
  }
  // The list of zones is the account's, and a zone that comes or goes in it moves nothing.
  const stays = args.zones ? {} : { ignoreChanges: ["availabilityZone"] };
  const subnet = (kind: string, { zoneKey, cidr }: SubnetPlan, availabilityZone: pulumi.Output<string>) => {
    const key = `${name}-${kind}-${zoneKey}`;
    return new aws.ec2.Subnet(
      key,
      { vpcId: vpc.id, cidrBlock: cidr, availabilityZone, tags: tags(key) },
      { parent, ...stays },
    );
  };
  const routeTable = (key: string) =>
    new aws.ec2.RouteTable(key, { vpcId: vpc.id, tags: tags(key) }, { parent });
  const internet = "0.0.0.0/0";

  const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: tags(name) }, { parent });
  const publicTable = routeTable(`${name}-public`);
  const publicRoute = new aws.ec2.Route(
    `${name}-public`,
    { routeTableId: publicTable.id, destinationCidrBlock: internet, gatewayId: gateway.id },
    { parent },
  );
  ready.push(publicRoute);
  const publicSubnets: aws.ec2.Subnet[] = [];
  for (const each of plan.publicSubnets) {
    const made = subnet("public", each, chooseZone(parent, args.zones, publicSubnets));
    const key = `${name}-public-${each.zoneKey}`;
    const association = { routeTableId: publicTable.id, subnetId: made.id };
    ready.push(new aws.ec2.RouteTableAssociation(key, association, { parent }));
    publicSubnets.push(made);
  }

  const nat = args.natGateways ?? NatGateways.single;
  const natIds = publicSubnets
    .slice(0, { none: 0, single: 1, "per-zone": publicSubnets.length }[nat])
    .map((home, index) => {
      const key = `${name}-nat-${plan.publicSubnets[index]?.zoneKey}`;
      const address = new aws.ec2.Eip(key, { domain: "vpc", tags: tags(key) }, { parent });
      return new aws.ec2.NatGateway(
        key,
        { allocationId: address.allocationId, subnetId: home.id, tags: tags(key) },
        { parent, dependsOn: [gateway, ...ready] },
      ).id;
    });
  const routeTableIds: Record<string, pulumi.Output<string>> = { public: publicTable.id };
  const privateSubnets = plan.privateSubnets.map((each) => {
    const zone = publicSubnets[each.zoneIndex]?.availabilityZone;
    if (!zone) throw new Error(`no public subnet beside private subnet ${each.zoneKey}`);
    const made = subnet("private", each, zone);
    const key = `${name}-private-${each.zoneKey}`;
    const table = routeTable(key);
    routeTableIds[`private-${each.zoneKey}`] = table.id;
    const natGatewayId = natIds[each.zoneIndex] ?? natIds[0];
    if (natGatewayId) {
      const route = { routeTableId: table.id, destinationCidrBlock: internet, natGatewayId };
      ready.push(new aws.ec2.Route(key, route, { parent }));
    }
    const association = { routeTableId: table.id, subnetId: made.id };
    ready.push(new aws.ec2.RouteTableAssociation(key, association, { parent }));
    return made;
  });
  return {
    vpcId: vpc.id,
    publicSubnetIds: publicSubnets.map(({ id }) => id),
    privateSubnetIds: privateSubnets.map(({ id }) => id),
    publicSubnetCidrs: plan.publicSubnets.map(({ cidr }) => pulumi.output(cidr)),
    ...{ routeTableIds, ready },
  };
}

/** The zone of the next subnet, beside those that have one. */
function chooseZone(
  parent: Network,
  zones: readonly string[] | undefined,
  before: readonly aws.ec2.Subnet[],
): pulumi.Output<string> {
  const own = zones?.[before.length];
  if (own !== undefined) return pulumi.output(own);
  const known = aws.getAvailabilityZonesOutput({ state: "available", filters: regionalZones }, { parent });
  const taken = pulumi.all(before.map(({ availabilityZone }) => availabilityZone));
  return pulumi.all([known.names, taken]).apply(([names, others]) => planZone(names, others));
}
