import type { InstanceStateName } from "@aws-sdk/client-ec2";
import type { Values } from "../property-spec";
import type { Change, Context } from "../resource";
import type { InstanceInputs } from "./instance-table";
import { planMetadataOptions } from "./launch-request";

type WaitForState = (id: string, wanted: InstanceStateName, context: Context) => Promise<void>;

/** Changes an instance in place. A new type means to stop it and to start it again. */
export async function updateInstance(
  { id, state, inputs, changed }: Change<InstanceInputs>,
  context: Context,
  waitForState: WaitForState,
): Promise<void> {
  const { ec2 } = context.aws;
  const InstanceId = id;
  if (changed("vpcSecurityGroupIds")) {
    await ec2.modifyInstanceAttribute({ InstanceId, Groups: inputs.vpcSecurityGroupIds });
    await ec2.modifyNetworkInterfaceAttribute({
      NetworkInterfaceId: String(state.primaryNetworkInterfaceId),
      Groups: inputs.vpcSecurityGroupIds,
    });
  }
  if (changed("disableApiTermination")) {
    const DisableApiTermination = { Value: inputs.disableApiTermination };
    await ec2.modifyInstanceAttribute({ InstanceId, DisableApiTermination });
  }
  if (changed("disableApiStop")) {
    await ec2.modifyInstanceAttribute({ InstanceId, DisableApiStop: { Value: inputs.disableApiStop } });
  }
  if (changed("sourceDestCheck")) {
    await ec2.modifyInstanceAttribute({ InstanceId, SourceDestCheck: { Value: inputs.sourceDestCheck } });
  }
  if (changed("instanceInitiatedShutdownBehavior")) {
    const InstanceInitiatedShutdownBehavior = { Value: inputs.instanceInitiatedShutdownBehavior };
    await ec2.modifyInstanceAttribute({ InstanceId, InstanceInitiatedShutdownBehavior });
  }
  if (changed("monitoring")) {
    const InstanceIds = [id];
    await (inputs.monitoring
      ? ec2.monitorInstances({ InstanceIds })
      : ec2.unmonitorInstances({ InstanceIds }));
  }
  if (changed("metadataOptions")) {
    await ec2.modifyInstanceMetadataOptions({ InstanceId, ...planMetadataOptions(inputs) });
  }
  if (changed("iamInstanceProfile")) await updateProfile(id, inputs.iamInstanceProfile, context);
  if (changed("rootBlockDevice")) await updateRootVolume(state.rootBlockDevice as Values, inputs, context);
  if (changed("instanceType")) {
    await ec2.stopInstances({ InstanceIds: [id] });
    await waitForState(id, "stopped", context);
    await ec2.modifyInstanceAttribute({ InstanceId, InstanceType: { Value: inputs.instanceType } });
    await ec2.startInstances({ InstanceIds: [id] });
    await waitForState(id, "running", context);
  }
}

async function updateProfile(id: string, name: string | undefined, { aws: { ec2 } }: Context): Promise<void> {
  const found = await ec2.describeIamInstanceProfileAssociations({
    Filters: [{ Name: "instance-id", Values: [id] }],
  });
  const AssociationId = found.IamInstanceProfileAssociations?.[0]?.AssociationId;
  const IamInstanceProfile = { Name: name };
  if (AssociationId && name) {
    await ec2.replaceIamInstanceProfileAssociation({ AssociationId, IamInstanceProfile });
  } else if (AssociationId) {
    await ec2.disassociateIamInstanceProfile({ AssociationId });
  } else if (name) {
    await ec2.associateIamInstanceProfile({ InstanceId: id, IamInstanceProfile });
  }
}

async function updateRootVolume(before: Values, inputs: InstanceInputs, { aws }: Context): Promise<void> {
  const device = inputs.rootBlockDevice;
  await aws.ec2.modifyVolume({
    VolumeId: String(before.volumeId),
    Iops: device?.iops,
    Size: device?.volumeSize,
    Throughput: device?.throughput,
    VolumeType: device?.volumeType,
  });
}
