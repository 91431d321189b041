import type { NetworkInterface } from "@aws-sdk/client-ec2";
import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import type { Values } from "../property-spec";
import type { Context } from "../resource";
import { fromAwsTags } from "../tags";

export async function findNetworkInterface(
  id: string,
  { aws }: Context,
): Promise<NetworkInterface | undefined> {
  const found = await unlessGone(aws.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id] }));
  return found?.NetworkInterfaces?.[0];
}

/** Inputs and outputs of the network interface as AWS has it. */
export async function readNetworkInterface(id: string, context: Context): Promise<Values | undefined> {
  const live = await findNetworkInterface(id, context);
  if (!live) return undefined;
  const all = live.PrivateIpAddresses ?? [];
  const sorted = [...all].sort((a, b) => Number(b.Primary ?? false) - Number(a.Primary ?? false));
  const privateIps = sorted.map(({ PrivateIpAddress }) => PrivateIpAddress);
  const attachment = live.Attachment?.InstanceId ? live.Attachment : undefined;
  return {
    arn: ec2Arn(context, live.OwnerId, `network-interface/${id}`),
    attachments: attachment
      ? [
          {
            attachmentId: attachment.AttachmentId,
            deviceIndex: attachment.DeviceIndex,
            instance: attachment.InstanceId,
          },
        ]
      : [],
    description: live.Description || undefined,
    interfaceType: live.InterfaceType,
    macAddress: live.MacAddress,
    ownerId: live.OwnerId,
    privateDnsName: live.PrivateDnsName,
    privateIp: live.PrivateIpAddress,
    privateIps,
    privateIpLists: privateIps,
    privateIpsCount: privateIps.length - 1,
    securityGroups: (live.Groups ?? []).map(({ GroupId }) => GroupId),
    sourceDestCheck: live.SourceDestCheck,
    subnetId: live.SubnetId,
    tags: fromAwsTags(live.TagSet),
  };
}
