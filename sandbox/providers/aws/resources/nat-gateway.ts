import { unlessGone } from "../aws-errors";
import { type Failure, regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";
import { waitFor } from "../wait";

interface NatGatewayInputs {
  allocationId?: string;
  connectivityType: "public" | "private";
  privateIp?: string;
  subnetId: string;
  tagsAll?: Record<string, string>;
}

const availableLimitSec = 600;
const deletedLimitSec = 1800;

export const natGateway = defineResource<NatGatewayInputs>({
  token: "aws:ec2/natGateway:NatGateway",
  label: "EC2 NAT Gateway",
  inputs: {
    allocationId: { kind: "string", replaces: true },
    connectivityType: { kind: "string", replaces: true, default: "public" },
    privateIp: { kind: "string", computed: true, replaces: true },
    subnetId: { kind: "string", required: true, replaces: true },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["associationId", "networkInterfaceId", "publicIp", "vpcId"],
  stables: ["associationId", "networkInterfaceId", "publicIp", "privateIp", "subnetId", "allocationId"],
  tagging: ec2Tagging,

  check({ allocationId, connectivityType }): Failure[] {
    if (connectivityType === "private" || allocationId !== undefined) return [];
    return [{ property: "allocationId", reason: "is needed for a NAT gateway that is public" }];
  },

  async create(inputs, context) {
    const made = await context.aws.ec2.createNatGateway({
      AllocationId: inputs.allocationId,
      ConnectivityType: inputs.connectivityType,
      PrivateIpAddress: inputs.privateIp,
      SubnetId: inputs.subnetId,
      ...tagSpecifications("natgateway", inputs.tagsAll),
    });
    const id = made.NatGateway?.NatGatewayId ?? "";
    await waitFor(`NAT gateway ${id} to be available`, availableLimitSec, context, async () => {
      const live = await find(id, context);
      return live?.State === "available" ? live : undefined;
    });
    return id;
  },

  async read(id, _state, context) {
    const live = await find(id, context);
    if (!live) return undefined;
    const address = live.NatGatewayAddresses?.[0];
    return {
      allocationId: address?.AllocationId,
      associationId: address?.AssociationId,
      connectivityType: live.ConnectivityType ?? "public",
      networkInterfaceId: address?.NetworkInterfaceId,
      privateIp: address?.PrivateIp,
      publicIp: address?.PublicIp,
      subnetId: live.SubnetId,
      tags: fromAwsTags(live.Tags),
      vpcId: live.VpcId,
    };
  },

  async delete(id, _state, context) {
    await context.aws.ec2.deleteNatGateway({ NatGatewayId: id });
    await waitFor(`NAT gateway ${id} to be deleted`, deletedLimitSec, context, async () =>
      (await find(id, context)) ? undefined : true,
    );
  },
});

async function find(id: string, { aws }: Context) {
  const found = await unlessGone(aws.ec2.describeNatGateways({ NatGatewayIds: [id] }));
  const live = found?.NatGateways?.[0];
  return live?.State === "deleted" ? undefined : live;
}
