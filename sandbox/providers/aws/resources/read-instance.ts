import type { Instance, InstanceNetworkInterface } from "@aws-sdk/client-ec2";
import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import type { Values } from "../property-spec";
import type { Context } from "../resource";
import { fromAwsTags } from "../tags";

/** The instance; undefined once it is terminated, as it is to the official provider. */
export async function findInstance(id: string, { aws }: Context): Promise<Instance | undefined> {
  const found = await unlessGone(aws.ec2.describeInstances({ InstanceIds: [id] }));
  const live = found?.Reservations?.[0]?.Instances?.[0];
  return live?.State?.Name === "terminated" ? undefined : live;
}

/** Inputs and outputs of the instance as AWS has it. */
export async function readInstance(id: string, context: Context): Promise<Values | undefined> {
  const live = await findInstance(id, context);
  if (!live) return undefined;
  const InstanceId = id;
  const { ec2 } = context.aws;
  const [noTermination, noStop, shutdown, rootBlockDevice] = await Promise.all([
    ec2.describeInstanceAttribute({ InstanceId, Attribute: "disableApiTermination" }),
    ec2.describeInstanceAttribute({ InstanceId, Attribute: "disableApiStop" }),
    ec2.describeInstanceAttribute({ InstanceId, Attribute: "instanceInitiatedShutdownBehavior" }),
    readRootBlockDevice(live, context),
  ]);
  const primary = live.NetworkInterfaces?.find((each) => each.Attachment?.DeviceIndex === 0);
  const owner = primary?.OwnerId ?? (await context.aws.accountId());
  const options = live.MetadataOptions;
  return {
    ami: live.ImageId,
    arn: ec2Arn(context, owner, `instance/${id}`),
    associatePublicIpAddress: primary?.Association?.PublicIp !== undefined,
    availabilityZone: live.Placement?.AvailabilityZone,
    disableApiStop: noStop.DisableApiStop?.Value ?? false,
    disableApiTermination: noTermination.DisableApiTermination?.Value ?? false,
    ebsOptimized: live.EbsOptimized ?? false,
    iamInstanceProfile: live.IamInstanceProfile?.Arn?.split("/").at(-1),
    instanceInitiatedShutdownBehavior: shutdown.InstanceInitiatedShutdownBehavior?.Value,
    instanceState: live.State?.Name,
    instanceType: live.InstanceType,
    keyName: live.KeyName,
    metadataOptions: options && {
      httpEndpoint: options.HttpEndpoint,
      httpProtocolIpv6: options.HttpProtocolIpv6,
      httpPutResponseHopLimit: options.HttpPutResponseHopLimit,
      httpTokens: options.HttpTokens,
      instanceMetadataTags: options.InstanceMetadataTags,
    },
    monitoring: live.Monitoring?.State === "enabled",
    primaryNetworkInterface: primary && {
      deleteOnTermination: primary.Attachment?.DeleteOnTermination ?? false,
      networkInterfaceId: primary.NetworkInterfaceId,
    },
    primaryNetworkInterfaceId: primary?.NetworkInterfaceId,
    privateDns: live.PrivateDnsName,
    privateIp: live.PrivateIpAddress,
    publicDns: live.PublicDnsName ?? "",
    publicIp: live.PublicIpAddress ?? "",
    rootBlockDevice,
    sourceDestCheck: live.SourceDestCheck,
    subnetId: live.SubnetId,
    tags: fromAwsTags(live.Tags),
    tenancy: live.Placement?.Tenancy,
    vpcSecurityGroupIds: groupsOf(live, primary),
  };
}

/** moto gives the groups of a network interface that was there before to the interface only. */
function groupsOf(live: Instance, primary: InstanceNetworkInterface | undefined) {
  const own = live.SecurityGroups ?? [];
  return (own.length > 0 ? own : (primary?.Groups ?? [])).map(({ GroupId }) => GroupId);
}

async function readRootBlockDevice(live: Instance, { aws }: Context): Promise<Values | undefined> {
  const mappings = live.BlockDeviceMappings ?? [];
  const root = mappings.find(({ DeviceName }) => DeviceName === live.RootDeviceName) ?? mappings[0];
  const volumeId = root?.Ebs?.VolumeId;
  if (!volumeId) return undefined;
  const volume = (await aws.ec2.describeVolumes({ VolumeIds: [volumeId] })).Volumes?.[0];
  return {
    deleteOnTermination: root.Ebs?.DeleteOnTermination ?? true,
    deviceName: root.DeviceName,
    encrypted: volume?.Encrypted ?? false,
    iops: volume?.Iops,
    kmsKeyId: volume?.KmsKeyId,
    throughput: volume?.Throughput,
    volumeId,
    volumeSize: volume?.Size,
    volumeType: volume?.VolumeType,
  };
}
