import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface SecurityGroupInputs {
  name: string;
  description: string;
  vpcId?: string;
  revokeRulesOnDelete: boolean;
  tagsAll?: Record<string, string>;
}

export const securityGroup = defineResource<SecurityGroupInputs>({
  token: "aws:ec2/securityGroup:SecurityGroup",
  label: "EC2 Security Group",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    description: { kind: "string", replaces: true, default: "Managed by Pulumi" },
    vpcId: { kind: "string", computed: true, replaces: true },
    revokeRulesOnDelete: { kind: "boolean", unread: true, default: false },
    ingress: {
      kind: "objects",
      refused: "is not supported by the sandbox: use aws.vpc.SecurityGroupIngressRule",
    },
    egress: {
      kind: "objects",
      refused: "is not supported by the sandbox: use aws.vpc.SecurityGroupEgressRule",
    },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "ownerId"],
  stables: ["arn", "ownerId", "name", "vpcId", "description"],
  autoName: { input: "name", maxLength: 255 },
  tagging: ec2Tagging,

  async create(inputs, { aws }) {
    const made = await aws.ec2.createSecurityGroup({
      GroupName: inputs.name,
      Description: inputs.description,
      VpcId: inputs.vpcId,
      ...tagSpecifications("security-group", inputs.tagsAll),
    });
    const id = made.GroupId ?? "";
    // AWS lets everything out of a new group; the official provider closes that, so that rules say all.
    const { SecurityGroups } = await aws.ec2.describeSecurityGroups({ GroupIds: [id] });
    const everything = SecurityGroups?.[0]?.IpPermissionsEgress ?? [];
    if (everything.length > 0)
      await aws.ec2.revokeSecurityGroupEgress({ GroupId: id, IpPermissions: everything });
    return id;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.ec2.describeSecurityGroups({ GroupIds: [id] }));
    const live = found?.SecurityGroups?.[0];
    if (!live) return undefined;
    return {
      arn: live.SecurityGroupArn,
      description: live.Description,
      name: live.GroupName,
      ownerId: live.OwnerId,
      tags: fromAwsTags(live.Tags),
      vpcId: live.VpcId,
    };
  },

  async delete(id, state, { aws }) {
    if (state.revokeRulesOnDelete === true) {
      const { SecurityGroups } = await aws.ec2.describeSecurityGroups({ GroupIds: [id] });
      const { IpPermissions = [], IpPermissionsEgress = [] } = SecurityGroups?.[0] ?? {};
      if (IpPermissions.length > 0) await aws.ec2.revokeSecurityGroupIngress({ GroupId: id, IpPermissions });
      const IpPermissionsOut = IpPermissionsEgress;
      if (IpPermissionsOut.length > 0) {
        await aws.ec2.revokeSecurityGroupEgress({ GroupId: id, IpPermissions: IpPermissionsOut });
      }
    }
    await aws.ec2.deleteSecurityGroup({ GroupId: id });
  },
});
