import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";
import { waitFor } from "../wait";

interface InstanceConnectEndpointInputs {
  preserveClientIp?: boolean;
  securityGroupIds?: string[];
  subnetId: string;
  tagsAll?: Record<string, string>;
}

const limitSec = 600;

export const instanceConnectEndpoint = defineResource<InstanceConnectEndpointInputs>({
  token: "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint",
  label: "EC2 Instance Connect Endpoint",
  inputs: {
    preserveClientIp: { kind: "boolean", computed: true, replaces: true },
    securityGroupIds: { kind: "strings", computed: true, replaces: true },
    subnetId: { kind: "string", required: true, replaces: true },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "availabilityZone", "dnsName", "ownerId", "vpcId"],
  stables: ["arn", "availabilityZone", "dnsName", "ownerId", "subnetId", "vpcId"],
  tagging: ec2Tagging,

  async create({ preserveClientIp, securityGroupIds, subnetId, tagsAll }, context) {
    const made = await context.aws.ec2.createInstanceConnectEndpoint({
      PreserveClientIp: preserveClientIp,
      SecurityGroupIds: securityGroupIds,
      SubnetId: subnetId,
      ...tagSpecifications("instance-connect-endpoint", tagsAll),
    });
    const id = made.InstanceConnectEndpoint?.InstanceConnectEndpointId ?? "";
    await waitFor(`Instance Connect Endpoint ${id} to be there`, limitSec, context, async () =>
      (await find(id, context))?.State === "create-complete" ? true : undefined,
    );
    return id;
  },

  async read(id, _state, context) {
    const live = await find(id, context);
    if (!live) return undefined;
    return {
      arn: live.InstanceConnectEndpointArn,
      availabilityZone: live.AvailabilityZone,
      dnsName: live.DnsName,
      ownerId: live.OwnerId,
      preserveClientIp: live.PreserveClientIp,
      securityGroupIds: live.SecurityGroupIds,
      subnetId: live.SubnetId,
      tags: fromAwsTags(live.Tags),
      vpcId: live.VpcId,
    };
  },

  async delete(id, _state, context) {
    await context.aws.ec2.deleteInstanceConnectEndpoint({ InstanceConnectEndpointId: id });
    await waitFor(`Instance Connect Endpoint ${id} to be gone`, limitSec, context, async () =>
      (await find(id, context)) ? undefined : true,
    );
  },
});

async function find(id: string, { aws }: Context) {
  const ids = { InstanceConnectEndpointIds: [id] };
  const found = await unlessGone(aws.ec2.describeInstanceConnectEndpoints(ids));
  return found?.InstanceConnectEndpoints?.[0];
}
