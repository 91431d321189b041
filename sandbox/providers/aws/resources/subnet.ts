import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface SubnetInputs {
  vpcId: string;
  cidrBlock: string;
  availabilityZone?: string;
  availabilityZoneId?: string;
  mapPublicIpOnLaunch: boolean;
  tagsAll?: Record<string, string>;
}

export const subnet = defineResource<SubnetInputs>({
  token: "aws:ec2/subnet:Subnet",
  label: "EC2 Subnet",
  inputs: {
    vpcId: { kind: "string", required: true, replaces: true },
    cidrBlock: { kind: "string", required: true, replaces: true },
    availabilityZone: { kind: "string", computed: true, replaces: true },
    availabilityZoneId: { kind: "string", computed: true, replaces: true },
    mapPublicIpOnLaunch: { kind: "boolean", default: false },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "ownerId"],
  stables: ["arn", "ownerId", "vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
  tagging: ec2Tagging,

  async create(inputs, { aws }) {
    const { Subnet } = await aws.ec2.createSubnet({
      VpcId: inputs.vpcId,
      CidrBlock: inputs.cidrBlock,
      AvailabilityZone: inputs.availabilityZone,
      AvailabilityZoneId: inputs.availabilityZoneId,
      ...tagSpecifications("subnet", inputs.tagsAll),
    });
    const id = Subnet?.SubnetId ?? "";
    if (inputs.mapPublicIpOnLaunch) {
      await aws.ec2.modifySubnetAttribute({ SubnetId: id, MapPublicIpOnLaunch: { Value: true } });
    }
    return id;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.ec2.describeSubnets({ SubnetIds: [id] }));
    const live = found?.Subnets?.[0];
    if (!live) return undefined;
    return {
      arn: live.SubnetArn,
      availabilityZone: live.AvailabilityZone,
      availabilityZoneId: live.AvailabilityZoneId,
      cidrBlock: live.CidrBlock,
      mapPublicIpOnLaunch: live.MapPublicIpOnLaunch ?? false,
      ownerId: live.OwnerId,
      tags: fromAwsTags(live.Tags),
      vpcId: live.VpcId,
    };
  },

  async update({ id, inputs, changed }, { aws }) {
    if (!changed("mapPublicIpOnLaunch")) return;
    const MapPublicIpOnLaunch = { Value: inputs.mapPublicIpOnLaunch };
    await aws.ec2.modifySubnetAttribute({ SubnetId: id, MapPublicIpOnLaunch });
  },

  async delete(id, _state, { aws }) {
    await aws.ec2.deleteSubnet({ SubnetId: id });
  },
});
