import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface KeyPairInputs {
  keyName: string;
  publicKey: string;
  tagsAll?: Record<string, string>;
}

export const keyPair = defineResource<KeyPairInputs>({
  token: "aws:ec2/keyPair:KeyPair",
  label: "EC2 Key Pair",
  inputs: {
    keyName: { kind: "string", computed: true, replaces: true },
    publicKey: { kind: "string", required: true, replaces: true, unread: true, equates: "margin" },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "fingerprint", "keyPairId", "keyType"],
  stables: ["arn", "fingerprint", "keyName", "keyPairId", "keyType", "publicKey"],
  autoName: { input: "keyName", maxLength: 255 },
  tagging: {
    add: (_id, state, tags, context) => ec2Tagging.add(String(state.keyPairId), state, tags, context),
    remove: (_id, state, keys, context) => ec2Tagging.remove(String(state.keyPairId), state, keys, context),
  },

  async create(inputs, { aws }) {
    await aws.ec2.importKeyPair({
      KeyName: inputs.keyName,
      PublicKeyMaterial: Buffer.from(inputs.publicKey.trim()),
      ...tagSpecifications("key-pair", inputs.tagsAll),
    });
    return inputs.keyName;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.ec2.describeKeyPairs({ KeyNames: [id] }));
    const live = found?.KeyPairs?.[0];
    if (!live) return undefined;
    return {
      arn: ec2Arn(context, await context.aws.accountId(), `key-pair/${id}`),
      fingerprint: live.KeyFingerprint,
      keyName: live.KeyName,
      keyPairId: live.KeyPairId,
      keyType: live.KeyType,
      tags: fromAwsTags(live.Tags),
    };
  },

  async delete(id, _state, { aws }) {
    await aws.ec2.deleteKeyPair({ KeyName: id });
  },
});
