import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface VpcInputs {
  cidrBlock: string;
  enableDnsHostnames?: boolean;
  enableDnsSupport: boolean;
  instanceTenancy: "default" | "dedicated";
  tagsAll?: Record<string, string>;
}

export const vpc = defineResource<VpcInputs>({
  token: "aws:ec2/vpc:Vpc",
  label: "EC2 VPC",
  inputs: {
    cidrBlock: { kind: "string", required: true, replaces: true },
    enableDnsHostnames: { kind: "boolean", computed: true },
    enableDnsSupport: { kind: "boolean", default: true },
    instanceTenancy: { kind: "string", default: "default" },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: [
    "arn",
    "defaultNetworkAclId",
    "defaultRouteTableId",
    "defaultSecurityGroupId",
    "dhcpOptionsId",
    "mainRouteTableId",
    "ownerId",
  ],
  stables: ["arn", "ownerId", "defaultNetworkAclId", "defaultRouteTableId", "defaultSecurityGroupId"],
  tagging: ec2Tagging,
  // AWS takes back a tenancy of `dedicated`, and never gives one.
  replaces: (input, _before, inputs) =>
    input === "instanceTenancy" ? inputs.instanceTenancy !== "default" : undefined,

  async create(inputs, context) {
    const { Vpc } = await context.aws.ec2.createVpc({
      CidrBlock: inputs.cidrBlock,
      InstanceTenancy: inputs.instanceTenancy,
      ...tagSpecifications("vpc", inputs.tagsAll),
    });
    const id = Vpc?.VpcId ?? "";
    await setDns(id, inputs, context);
    return id;
  },

  async read(id, _state, context) {
    const { aws } = context;
    const found = await unlessGone(aws.ec2.describeVpcs({ VpcIds: [id] }));
    const live = found?.Vpcs?.[0];
    if (!live) return undefined;
    const Filters = [{ Name: "vpc-id", Values: [id] }];
    const [hostnames, support, tables, groups, acls] = await Promise.all([
      aws.ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsHostnames" }),
      aws.ec2.describeVpcAttribute({ VpcId: id, Attribute: "enableDnsSupport" }),
      aws.ec2.describeRouteTables({ Filters: [...Filters, { Name: "association.main", Values: ["true"] }] }),
      aws.ec2.describeSecurityGroups({ Filters: [...Filters, { Name: "group-name", Values: ["default"] }] }),
      aws.ec2.describeNetworkAcls({ Filters: [...Filters, { Name: "default", Values: ["true"] }] }),
    ]);
    const mainRouteTableId = tables.RouteTables?.[0]?.RouteTableId;
    return {
      arn: ec2Arn(context, live.OwnerId, `vpc/${id}`),
      cidrBlock: live.CidrBlock,
      defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId,
      defaultRouteTableId: mainRouteTableId,
      defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId,
      dhcpOptionsId: live.DhcpOptionsId,
      enableDnsHostnames: hostnames.EnableDnsHostnames?.Value,
      enableDnsSupport: support.EnableDnsSupport?.Value,
      instanceTenancy: live.InstanceTenancy,
      mainRouteTableId,
      ownerId: live.OwnerId,
      tags: fromAwsTags(live.Tags),
    };
  },

  async update({ id, inputs, changed }, context) {
    if (changed("enableDnsHostnames") || changed("enableDnsSupport")) await setDns(id, inputs, context);
    if (changed("instanceTenancy")) {
      await context.aws.ec2.modifyVpcTenancy({ VpcId: id, InstanceTenancy: "default" });
    }
  },

  async delete(id, _state, { aws }) {
    await aws.ec2.deleteVpc({ VpcId: id });
  },
});

/** AWS takes one attribute a call. */
async function setDns(id: string, inputs: VpcInputs, { aws }: Context): Promise<void> {
  await aws.ec2.modifyVpcAttribute({ VpcId: id, EnableDnsSupport: { Value: inputs.enableDnsSupport } });
  if (inputs.enableDnsHostnames === undefined) return;
  await aws.ec2.modifyVpcAttribute({ VpcId: id, EnableDnsHostnames: { Value: inputs.enableDnsHostnames } });
}
