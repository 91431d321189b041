import type { FunctionDefinition } from "../resource";
import { fromAwsTags } from "../tags";
import { filtersSpec, onlyOne, planFilters } from "./filters";

export const getSubnet: FunctionDefinition = {
  token: "aws:ec2/getSubnet:getSubnet",
  inputs: {
    availabilityZone: { kind: "string" },
    availabilityZoneId: { kind: "string" },
    cidrBlock: { kind: "string" },
    defaultForAz: { kind: "boolean" },
    filters: filtersSpec,
    id: { kind: "string" },
    region: { kind: "string" },
    state: { kind: "string" },
    tags: { kind: "tags" },
    vpcId: { kind: "string" },
  },

  async invoke(args, { aws, region }) {
    const { Subnets } = await aws.ec2.describeSubnets({
      SubnetIds: args.id === undefined ? undefined : [String(args.id)],
      Filters: planFilters(args, {
        availabilityZone: "availabilityZone",
        availabilityZoneId: "availabilityZoneId",
        cidrBlock: "cidrBlock",
        defaultForAz: "defaultForAz",
        state: "state",
        vpcId: "vpc-id",
      }),
    });
    const live = onlyOne(Subnets, "EC2 Subnet");
    return {
      ...args,
      arn: live.SubnetArn,
      availabilityZone: live.AvailabilityZone,
      availabilityZoneId: live.AvailabilityZoneId,
      availableIpAddressCount: live.AvailableIpAddressCount,
      cidrBlock: live.CidrBlock,
      defaultForAz: live.DefaultForAz,
      id: live.SubnetId,
      mapPublicIpOnLaunch: live.MapPublicIpOnLaunch,
      ownerId: live.OwnerId,
      region,
      state: live.State,
      tags: fromAwsTags(live.Tags),
      vpcId: live.VpcId,
    };
  },
};
