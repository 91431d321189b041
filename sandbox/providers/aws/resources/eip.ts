import { ec2Arn } from "../arn";
import { isNotFound, unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface EipInputs {
  domain: "vpc";
  instance?: string;
  networkInterface?: string;
  associateWithPrivateIp?: string;
  tagsAll?: Record<string, string>;
}

export const eip = defineResource<EipInputs>({
  token: "aws:ec2/eip:Eip",
  label: "EC2 EIP",
  inputs: {
    domain: { kind: "string", computed: true, replaces: true },
    instance: { kind: "string", computed: true },
    networkInterface: { kind: "string", computed: true },
    associateWithPrivateIp: { kind: "string", unread: true },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["allocationId", "arn", "associationId", "privateDns", "privateIp", "publicDns", "publicIp"],
  stables: ["allocationId", "arn", "publicIp", "publicDns", "domain"],
  tagging: ec2Tagging,

  async create(inputs, context) {
    const tags = tagSpecifications("elastic-ip", inputs.tagsAll);
    const made = await context.aws.ec2.allocateAddress({ Domain: inputs.domain ?? "vpc", ...tags });
    const id = made.AllocationId ?? "";
    await associate(id, inputs, context);
    return id;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.ec2.describeAddresses({ AllocationIds: [id] }));
    const live = found?.Addresses?.[0];
    if (!live) return undefined;
    const dashed = (ip: string | undefined) => ip?.replaceAll(".", "-");
    return {
      allocationId: id,
      arn: ec2Arn(context, await context.aws.accountId(), `elastic-ip/${id}`),
      associationId: live.AssociationId ?? "",
      domain: live.Domain,
      instance: live.InstanceId ?? "",
      networkInterface: live.NetworkInterfaceId ?? "",
      privateDns: live.PrivateIpAddress && `ip-${dashed(live.PrivateIpAddress)}.ec2.internal`,
      privateIp: live.PrivateIpAddress,
      publicDns: `ec2-${dashed(live.PublicIp)}.compute-1.amazonaws.com`,
      publicIp: live.PublicIp,
      tags: fromAwsTags(live.Tags),
    };
  },

  async update({ id, state, inputs, changed }, context) {
    if (!changed("instance") && !changed("networkInterface") && !changed("associateWithPrivateIp")) return;
    await disassociate(state.associationId, context);
    await associate(id, inputs, context);
  },

  async delete(id, state, context) {
    await disassociate(state.associationId, context);
    await context.aws.ec2.releaseAddress({ AllocationId: id });
  },
});

async function associate(id: string, inputs: EipInputs, { aws }: Context): Promise<void> {
  if (!inputs.instance && !inputs.networkInterface) return;
  await aws.ec2.associateAddress({
    AllocationId: id,
    InstanceId: inputs.instance || undefined,
    NetworkInterfaceId: inputs.networkInterface || undefined,
    PrivateIpAddress: inputs.associateWithPrivateIp,
  });
}

async function disassociate(associationId: unknown, { aws }: Context): Promise<void> {
  if (typeof associationId !== "string" || associationId === "") return;
  try {
    await aws.ec2.disassociateAddress({ AssociationId: associationId });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
