import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { toAwsTags } from "../tags";
import { rdsTagging, rdsTags } from "./rds-tagging";

interface SubnetGroupInputs {
  name: string;
  description: string;
  subnetIds: string[];
  tagsAll?: Record<string, string>;
}

export const rdsSubnetGroup = defineResource<SubnetGroupInputs>({
  token: "aws:rds/subnetGroup:SubnetGroup",
  label: "RDS DB Subnet Group",
  inputs: {
    name: { kind: "string", computed: true, replaces: true, equates: "case" },
    description: { kind: "string", default: "Managed by Pulumi" },
    subnetIds: { kind: "strings", required: true, set: true },
    ...tagProperties,
  },
  outputs: ["arn", "vpcId"],
  stables: ["arn", "name", "vpcId"],
  autoName: { input: "name", maxLength: 255 },
  tagging: rdsTagging,

  async create(inputs, { aws }) {
    await aws.rds.createDBSubnetGroup({
      DBSubnetGroupName: inputs.name,
      DBSubnetGroupDescription: inputs.description,
      SubnetIds: inputs.subnetIds,
      Tags: toAwsTags(inputs.tagsAll),
    });
    return inputs.name;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.rds.describeDBSubnetGroups({ DBSubnetGroupName: id }));
    const live = found?.DBSubnetGroups?.[0];
    if (!live) return undefined;
    return {
      arn: live.DBSubnetGroupArn,
      description: live.DBSubnetGroupDescription,
      name: live.DBSubnetGroupName,
      subnetIds: live.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier),
      tags: await rdsTags(live.DBSubnetGroupArn, context),
      vpcId: live.VpcId,
    };
  },

  async update({ id, inputs }, { aws }) {
    await aws.rds.modifyDBSubnetGroup({
      DBSubnetGroupName: id,
      DBSubnetGroupDescription: inputs.description,
      SubnetIds: inputs.subnetIds,
    });
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.rds.deleteDBSubnetGroup({ DBSubnetGroupName: id }));
  },
});
