import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";

interface SecretInputs {
  name: string;
  description?: string;
  kmsKeyId?: string;
  recoveryWindowInDays: number;
  tagsAll?: Record<string, string>;
}

export const secret = defineResource<SecretInputs>({
  token: "aws:secretsmanager/secret:Secret",
  label: "Secrets Manager Secret",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    description: { kind: "string" },
    kmsKeyId: { kind: "string" },
    recoveryWindowInDays: { kind: "number", default: 30, unread: true },
    ...tagProperties,
  },
  outputs: ["arn"],
  stables: ["arn", "name"],
  autoName: { input: "name", maxLength: 512 },
  tagging: {
    async add(id, _state, tags, { aws }) {
      await aws.secrets.tagResource({ SecretId: id, Tags: toAwsTags(tags) });
    },
    async remove(id, _state, TagKeys, { aws }) {
      await aws.secrets.untagResource({ SecretId: id, TagKeys });
    },
  },

  async create(inputs, { aws }) {
    const made = await aws.secrets.createSecret({
      Name: inputs.name,
      Description: inputs.description,
      KmsKeyId: inputs.kmsKeyId,
      Tags: toAwsTags(inputs.tagsAll),
    });
    return made.ARN ?? inputs.name;
  },

  async read(id, _state, { aws }) {
    const live = await unlessGone(aws.secrets.describeSecret({ SecretId: id }));
    if (!live || live.DeletedDate) return undefined;
    return {
      arn: live.ARN,
      description: live.Description,
      kmsKeyId: live.KmsKeyId,
      name: live.Name,
      tags: fromAwsTags(live.Tags),
    };
  },

  async update({ id, inputs }, { aws }) {
    await aws.secrets.updateSecret({
      SecretId: id,
      Description: inputs.description,
      KmsKeyId: inputs.kmsKeyId,
    });
  },

  async delete(id, { recoveryWindowInDays }, { aws }) {
    const days = Number(recoveryWindowInDays ?? 30);
    const how = days === 0 ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: days };
    try {
      await unlessGone(aws.secrets.deleteSecret({ SecretId: id, ...how }));
    } catch (error) {
      // It waits for its end already.
      if (!(error instanceof Error && error.name === "InvalidRequestException")) throw error;
    }
  },
});
