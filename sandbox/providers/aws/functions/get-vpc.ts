import { ec2Arn } from "../arn";
import type { FunctionDefinition } from "../resource";
import { fromAwsTags } from "../tags";
import { filtersSpec, onlyOne, planFilters } from "./filters";

export const getVpc: FunctionDefinition = {
  token: "aws:ec2/getVpc:getVpc",
  inputs: {
    cidrBlock: { kind: "string" },
    default: { kind: "boolean" },
    dhcpOptionsId: { kind: "string" },
    filters: filtersSpec,
    id: { kind: "string" },
    region: { kind: "string" },
    state: { kind: "string" },
    tags: { kind: "tags" },
  },

  async invoke(args, context) {
    const { ec2 } = context.aws;
    const { Vpcs } = await ec2.describeVpcs({
      VpcIds: args.id === undefined ? undefined : [String(args.id)],
      Filters: planFilters(args, {
        cidrBlock: "cidr",
        default: "isDefault",
        dhcpOptionsId: "dhcp-options-id",
        state: "state",
      }),
    });
    const live = onlyOne(Vpcs, "EC2 VPC");
    const Filters = [
      { Name: "vpc-id", Values: [live.VpcId ?? ""] },
      { Name: "association.main", Values: ["true"] },
    ];
    const [hostnames, support, tables] = await Promise.all([
      ec2.describeVpcAttribute({ VpcId: live.VpcId, Attribute: "enableDnsHostnames" }),
      ec2.describeVpcAttribute({ VpcId: live.VpcId, Attribute: "enableDnsSupport" }),
      ec2.describeRouteTables({ Filters }),
    ]);
    return {
      ...args,
      arn: ec2Arn(context, live.OwnerId, `vpc/${live.VpcId}`),
      cidrBlock: live.CidrBlock,
      cidrBlockAssociations: (live.CidrBlockAssociationSet ?? []).map((each) => ({
        associationId: each.AssociationId,
        cidrBlock: each.CidrBlock,
        state: each.CidrBlockState?.State,
      })),
      default: live.IsDefault,
      dhcpOptionsId: live.DhcpOptionsId,
      enableDnsHostnames: hostnames.EnableDnsHostnames?.Value,
      enableDnsSupport: support.EnableDnsSupport?.Value,
      id: live.VpcId,
      instanceTenancy: live.InstanceTenancy,
      mainRouteTableId: tables.RouteTables?.[0]?.RouteTableId,
      ownerId: live.OwnerId,
      region: context.region,
      state: live.State,
      tags: fromAwsTags(live.Tags),
    };
  },
};
