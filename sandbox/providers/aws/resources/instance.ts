import type { InstanceStateName } from "@aws-sdk/client-ec2";
import type { Failure } from "../property-spec";
import { type Context, defineResource, UnfinishedError } from "../resource";
import { ec2Tagging } from "../tags";
import { waitFor } from "../wait";
import { type InstanceInputs, instanceTable } from "./instance-table";
import { planLaunch } from "./launch-request";
import { findInstance, readInstance } from "./read-instance";
import { updateInstance } from "./update-instance";

const runningLimitSec = 600;
const terminatedLimitSec = 1200;

/** What the network interface has, and an instance on it can't be given again. */
const ofInterface = ["associatePublicIpAddress", "privateIp", "subnetId", "vpcSecurityGroupIds"] as const;

export const instance = defineResource<InstanceInputs>({
  token: "aws:ec2/instance:Instance",
  label: "EC2 Instance",
  inputs: instanceTable,
  outputs: [
    "arn",
    "instanceState",
    "primaryNetworkInterfaceId",
    "privateDns",
    "publicDns",
    "publicIp",
    "tenancy",
  ],
  stables: [
    "ami",
    "arn",
    "availabilityZone",
    "keyName",
    "primaryNetworkInterfaceId",
    "privateDns",
    "privateIp",
    "subnetId",
  ],
  tagging: ec2Tagging,

  check(inputs): Failure[] {
    if (!inputs.primaryNetworkInterface) return [];
    const both = ofInterface.filter((input) => inputs[input] !== undefined);
    return both.map((property) => ({
      property,
      reason: "can't be set together with primaryNetworkInterface: the network interface has it",
    }));
  },

  async create(inputs, context) {
    const { ec2 } = context.aws;
    const images = inputs.rootBlockDevice && (await ec2.describeImages({ ImageIds: [inputs.ami] }));
    const made = await ec2.runInstances(planLaunch(inputs, images?.Images?.[0]?.RootDeviceName));
    const id = made.Instances?.[0]?.InstanceId ?? "";
    try {
      await waitForState(id, "running", context);
      if (inputs.disableApiTermination) {
        await ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiTermination: { Value: true } });
      }
      if (inputs.sourceDestCheck === false) {
        await ec2.modifyInstanceAttribute({ InstanceId: id, SourceDestCheck: { Value: false } });
      }
    } catch (error) {
      throw new UnfinishedError(id, error as Error);
    }
    return id;
  },

  read: (id, _state, context) => readInstance(id, context),

  update: (change, context) => updateInstance(change, context, waitForState),

  async delete(id, state, context) {
    const { ec2 } = context.aws;
    if (state.forceDestroy === true) {
      await ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiTermination: { Value: false } });
    }
    await ec2.terminateInstances({ InstanceIds: [id] });
    await waitFor(`instance ${id} to be terminated`, terminatedLimitSec, context, async () =>
      (await findInstance(id, context)) ? undefined : true,
    );
  },
});

async function waitForState(id: string, wanted: InstanceStateName, context: Context): Promise<void> {
  await waitFor(`instance ${id} to be ${wanted}`, runningLimitSec, context, async () => {
    const live = await findInstance(id, context);
    if (!live) throw new Error(`instance ${id} is terminated; it should be ${wanted}`);
    return live.State?.Name === wanted ? live : undefined;
  });
}
