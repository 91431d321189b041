import type { RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import { tagSpecifications } from "../tags";
import type { InstanceInputs, RootBlockDevice } from "./instance-table";

/** What RunInstances is asked for. */
export function planLaunch(
  inputs: InstanceInputs,
  rootDeviceName: string | undefined,
): RunInstancesCommandInput {
  const { rootBlockDevice } = inputs;
  return {
    MinCount: 1,
    MaxCount: 1,
    ImageId: inputs.ami,
    InstanceType: inputs.instanceType as RunInstancesCommandInput["InstanceType"],
    KeyName: inputs.keyName,
    EbsOptimized: inputs.ebsOptimized,
    DisableApiStop: inputs.disableApiStop,
    IamInstanceProfile: inputs.iamInstanceProfile ? { Name: inputs.iamInstanceProfile } : undefined,
    InstanceInitiatedShutdownBehavior: inputs.instanceInitiatedShutdownBehavior,
    Monitoring: inputs.monitoring === undefined ? undefined : { Enabled: inputs.monitoring },
    MetadataOptions: planMetadataOptions(inputs),
    Placement: inputs.availabilityZone ? { AvailabilityZone: inputs.availabilityZone } : undefined,
    BlockDeviceMappings: rootBlockDevice && [
      { DeviceName: rootDeviceName, Ebs: planVolume(rootBlockDevice) },
    ],
    ...planNetwork(inputs),
    ...tagSpecifications("instance", inputs.tagsAll),
  };
}

export function planMetadataOptions({
  metadataOptions,
}: InstanceInputs): RunInstancesCommandInput["MetadataOptions"] {
  return (
    metadataOptions && {
      HttpEndpoint: metadataOptions.httpEndpoint,
      HttpProtocolIpv6: metadataOptions.httpProtocolIpv6,
      HttpPutResponseHopLimit: metadataOptions.httpPutResponseHopLimit,
      HttpTokens: metadataOptions.httpTokens,
      InstanceMetadataTags: metadataOptions.instanceMetadataTags,
    }
  );
}

function planVolume(device: RootBlockDevice) {
  return {
    DeleteOnTermination: device.deleteOnTermination ?? true,
    Encrypted: device.encrypted,
    Iops: device.iops,
    KmsKeyId: device.kmsKeyId,
    Throughput: device.throughput,
    VolumeSize: device.volumeSize,
    VolumeType: device.volumeType,
  };
}

function planNetwork(inputs: InstanceInputs): Partial<RunInstancesCommandInput> {
  const given = inputs.primaryNetworkInterface;
  if (given) {
    const NetworkInterfaceId = given.networkInterfaceId;
    return { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId, DeleteOnTermination: false }] };
  }
  if (inputs.associatePublicIpAddress !== undefined) {
    return {
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          AssociatePublicIpAddress: inputs.associatePublicIpAddress,
          Groups: inputs.vpcSecurityGroupIds,
          PrivateIpAddress: inputs.privateIp,
          SubnetId: inputs.subnetId,
        },
      ],
    };
  }
  return {
    PrivateIpAddress: inputs.privateIp,
    SecurityGroupIds: inputs.vpcSecurityGroupIds,
    SubnetId: inputs.subnetId,
  };
}
