import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";

interface LogGroupInputs {
  name: string;
  retentionInDays?: number;
  kmsKeyId?: string;
  tagsAll?: Record<string, string>;
}

export const logGroup = defineResource<LogGroupInputs>({
  token: "aws:cloudwatch/logGroup:LogGroup",
  label: "CloudWatch Logs Log Group",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    retentionInDays: { kind: "number", default: 0 },
    kmsKeyId: { kind: "string" },
    ...tagProperties,
  },
  outputs: ["arn"],
  stables: ["arn", "name"],
  autoName: { input: "name", maxLength: 512 },
  tagging: {
    async add(_id, { arn }, tags, { aws }) {
      await aws.logs.tagResource({ resourceArn: String(arn), tags });
    },
    async remove(_id, { arn }, tagKeys, { aws }) {
      await aws.logs.untagResource({ resourceArn: String(arn), tagKeys });
    },
  },

  async create({ name, retentionInDays, kmsKeyId, tagsAll }, { aws }) {
    await aws.logs.createLogGroup({ logGroupName: name, kmsKeyId, tags: tagsAll });
    if (retentionInDays) await aws.logs.putRetentionPolicy({ logGroupName: name, retentionInDays });
    return name;
  },

  async read(id, _state, { aws }) {
    const { logGroups = [] } = await aws.logs.describeLogGroups({ logGroupNamePrefix: id });
    const live = logGroups.find(({ logGroupName }) => logGroupName === id);
    if (!live) return undefined;
    const arn = live.arn?.replace(/:\*$/, "");
    const told = await aws.logs.listTagsForResource({ resourceArn: arn });
    return {
      arn,
      kmsKeyId: live.kmsKeyId,
      name: live.logGroupName,
      retentionInDays: live.retentionInDays ?? 0,
      tags: told.tags,
    };
  },

  async update({ id: logGroupName, inputs, changed }, { aws }) {
    const { retentionInDays, kmsKeyId } = inputs;
    if (changed("retentionInDays")) {
      if (retentionInDays) await aws.logs.putRetentionPolicy({ logGroupName, retentionInDays });
      else await aws.logs.deleteRetentionPolicy({ logGroupName });
    }
    if (!changed("kmsKeyId")) return;
    if (kmsKeyId) await aws.logs.associateKmsKey({ logGroupName, kmsKeyId });
    else await aws.logs.disassociateKmsKey({ logGroupName });
  },

  async delete(logGroupName, _state, { aws }) {
    await unlessGone(aws.logs.deleteLogGroup({ logGroupName }));
  },
});
