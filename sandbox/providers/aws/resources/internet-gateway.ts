import { ec2Arn } from "../arn";
import { isNotFound, unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface InternetGatewayInputs {
  vpcId?: string;
  tagsAll?: Record<string, string>;
}

export const internetGateway = defineResource<InternetGatewayInputs>({
  token: "aws:ec2/internetGateway:InternetGateway",
  label: "EC2 Internet Gateway",
  inputs: { vpcId: { kind: "string", computed: true }, ...tagProperties, ...regionProperty },
  outputs: ["arn", "ownerId"],
  stables: ["arn", "ownerId"],
  tagging: ec2Tagging,

  async create(inputs, { aws }) {
    const made = await aws.ec2.createInternetGateway(tagSpecifications("internet-gateway", inputs.tagsAll));
    const id = made.InternetGateway?.InternetGatewayId ?? "";
    if (inputs.vpcId) await aws.ec2.attachInternetGateway({ InternetGatewayId: id, VpcId: inputs.vpcId });
    return id;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.ec2.describeInternetGateways({ InternetGatewayIds: [id] }));
    const live = found?.InternetGateways?.[0];
    if (!live) return undefined;
    const ownerId = live.OwnerId ?? (await context.aws.accountId());
    return {
      arn: ec2Arn(context, ownerId, `internet-gateway/${id}`),
      ownerId,
      vpcId: live.Attachments?.[0]?.VpcId,
      tags: fromAwsTags(live.Tags),
    };
  },

  async update({ id, state, inputs, changed }, context) {
    if (!changed("vpcId")) return;
    await detach(id, state.vpcId, context);
    if (inputs.vpcId)
      await context.aws.ec2.attachInternetGateway({ InternetGatewayId: id, VpcId: inputs.vpcId });
  },

  async delete(id, state, context) {
    await detach(id, state.vpcId, context);
    await context.aws.ec2.deleteInternetGateway({ InternetGatewayId: id });
  },
});

async function detach(id: string, vpcId: unknown, { aws }: Context): Promise<void> {
  if (typeof vpcId !== "string") return;
  try {
    await aws.ec2.detachInternetGateway({ InternetGatewayId: id, VpcId: vpcId });
  } catch (error) {
    if (!isNotFound(error) && (error as Error).name !== "Gateway.NotAttached") throw error;
  }
}
