import { type Failure, regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, tagSpecifications } from "../tags";
import { waitFor } from "../wait";
import { findNetworkInterface, readNetworkInterface } from "./read-network-interface";

interface NetworkInterfaceInputs {
  subnetId: string;
  description?: string;
  privateIps?: string[];
  privateIpLists?: string[];
  privateIpListEnabled: boolean;
  securityGroups?: string[];
  sourceDestCheck: boolean;
  tagsAll?: Record<string, string>;
}

const detachedLimitSec = 600;

export const networkInterface = defineResource<NetworkInterfaceInputs>({
  token: "aws:ec2/networkInterface:NetworkInterface",
  label: "EC2 Network Interface",
  inputs: {
    subnetId: { kind: "string", required: true, replaces: true },
    description: { kind: "string" },
    privateIps: { kind: "strings", computed: true, set: true },
    privateIpLists: { kind: "strings", computed: true },
    privateIpListEnabled: { kind: "boolean", unread: true, default: false },
    securityGroups: { kind: "strings", computed: true, set: true },
    sourceDestCheck: { kind: "boolean", default: true },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: [
    "arn",
    "attachments",
    "interfaceType",
    "macAddress",
    "ownerId",
    "privateDnsName",
    "privateIp",
    "privateIpsCount",
  ],
  stables: ["arn", "macAddress", "ownerId", "subnetId", "privateIp", "interfaceType"],
  tagging: ec2Tagging,

  check({ privateIps, privateIpLists, privateIpListEnabled }): Failure[] {
    const failures: Failure[] = [];
    if (privateIps && privateIpLists) {
      failures.push({ property: "privateIps", reason: "can't be set together with privateIpLists" });
    }
    if (privateIpLists && !privateIpListEnabled) {
      failures.push({ property: "privateIpListEnabled", reason: "must be true for privateIpLists" });
    }
    return failures;
  },

  // The primary address is for life.
  replaces(input, _before, inputs, state) {
    if (input === "privateIps") return !inputs.privateIps?.includes(String(state.privateIp));
    if (input === "privateIpLists") return inputs.privateIpLists?.[0] !== state.privateIp;
    return undefined;
  },

  async create(inputs, context) {
    const addresses = inputs.privateIpLists ?? inputs.privateIps ?? [];
    const made = await context.aws.ec2.createNetworkInterface({
      SubnetId: inputs.subnetId,
      Description: inputs.description,
      Groups: inputs.securityGroups,
      PrivateIpAddresses: addresses.map((PrivateIpAddress, index) => ({
        PrivateIpAddress,
        Primary: index === 0,
      })),
      ...tagSpecifications("network-interface", inputs.tagsAll),
    });
    const id = made.NetworkInterface?.NetworkInterfaceId ?? "";
    if (!inputs.sourceDestCheck) await setSourceDestCheck(id, false, context);
    return id;
  },

  read: (id, _state, context) => readNetworkInterface(id, context),

  async update({ id, state, inputs, changed }, context) {
    const { ec2 } = context.aws;
    const NetworkInterfaceId = id;
    if (changed("privateIps") || changed("privateIpLists")) {
      const wanted = inputs.privateIpLists ?? inputs.privateIps ?? [];
      const present = state.privateIps as string[];
      const removed = present.filter((address) => !wanted.includes(address) && address !== state.privateIp);
      const added = wanted.filter((address) => !present.includes(address));
      if (removed.length > 0)
        await ec2.unassignPrivateIpAddresses({ NetworkInterfaceId, PrivateIpAddresses: removed });
      if (added.length > 0)
        await ec2.assignPrivateIpAddresses({ NetworkInterfaceId, PrivateIpAddresses: added });
    }
    if (changed("securityGroups")) {
      await ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Groups: inputs.securityGroups });
    }
    if (changed("description")) {
      const Description = { Value: inputs.description ?? "" };
      await ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, Description });
    }
    if (changed("sourceDestCheck")) await setSourceDestCheck(id, inputs.sourceDestCheck, context);
  },

  async delete(id, _state, context) {
    await detach(id, context);
    await context.aws.ec2.deleteNetworkInterface({ NetworkInterfaceId: id });
  },
});

async function setSourceDestCheck(id: string, value: boolean, { aws }: Context): Promise<void> {
  const SourceDestCheck = { Value: value };
  await aws.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId: id, SourceDestCheck });
}

/** An instance on its way out lets go of it by itself; AWS refuses to take the primary one from another. */
async function detach(id: string, context: Context): Promise<void> {
  const { AttachmentId, InstanceId } = (await findNetworkInterface(id, context))?.Attachment ?? {};
  if (!AttachmentId || !InstanceId) return;
  const { Reservations } = await context.aws.ec2.describeInstances({ InstanceIds: [InstanceId] });
  const state = Reservations?.[0]?.Instances?.[0]?.State?.Name;
  if (state !== "shutting-down" && state !== "terminated") {
    await context.aws.ec2.detachNetworkInterface({ AttachmentId, Force: true });
  }
  await waitFor(`network interface ${id} to be detached`, detachedLimitSec, context, async () =>
    (await findNetworkInterface(id, context))?.Attachment?.InstanceId ? undefined : true,
  );
}
