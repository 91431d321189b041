import type { OptionConfiguration } from "@aws-sdk/client-rds";
import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { toAwsTags } from "../tags";
import { rdsTagging, rdsTags } from "./rds-tagging";

interface OptionInput {
  optionName: string;
  port?: number;
  vpcSecurityGroupMemberships?: string[];
  optionSettings?: { name: string; value: string }[];
}

interface OptionGroupInputs {
  name: string;
  engineName: string;
  majorEngineVersion: string;
  optionGroupDescription: string;
  options?: OptionInput[];
  tagsAll?: Record<string, string>;
}

const toAws = (options: OptionInput[] = []): OptionConfiguration[] =>
  options.map(({ optionName, port, vpcSecurityGroupMemberships, optionSettings }) => ({
    OptionName: optionName,
    Port: port,
    VpcSecurityGroupMemberships: vpcSecurityGroupMemberships,
    OptionSettings: optionSettings?.map(({ name, value }) => ({ Name: name, Value: value })),
  }));

export const rdsOptionGroup = defineResource<OptionGroupInputs>({
  token: "aws:rds/optionGroup:OptionGroup",
  label: "RDS DB Option Group",
  inputs: {
    name: { kind: "string", computed: true, replaces: true, equates: "case" },
    engineName: { kind: "string", required: true, replaces: true },
    majorEngineVersion: { kind: "string", required: true, replaces: true },
    optionGroupDescription: { kind: "string", replaces: true, default: "Managed by Pulumi" },
    // AWS answers with every setting that an option has: of those, the program's own can't be told.
    options: {
      kind: "objects",
      set: true,
      unread: true,
      fields: {
        optionName: { kind: "string", required: true },
        port: { kind: "number" },
        vpcSecurityGroupMemberships: { kind: "strings", set: true },
        optionSettings: {
          kind: "objects",
          set: true,
          fields: { name: { kind: "string", required: true }, value: { kind: "string", required: true } },
        },
      },
    },
    ...tagProperties,
  },
  outputs: ["arn"],
  stables: ["arn", "name"],
  autoName: { input: "name", maxLength: 255 },
  tagging: rdsTagging,

  async create(inputs, { aws }) {
    await aws.rds.createOptionGroup({
      OptionGroupName: inputs.name,
      EngineName: inputs.engineName,
      MajorEngineVersion: inputs.majorEngineVersion,
      OptionGroupDescription: inputs.optionGroupDescription,
      Tags: toAwsTags(inputs.tagsAll),
    });
    const OptionsToInclude = toAws(inputs.options);
    if (OptionsToInclude.length > 0) {
      await aws.rds.modifyOptionGroup({
        OptionGroupName: inputs.name,
        OptionsToInclude,
        ApplyImmediately: true,
      });
    }
    return inputs.name;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.rds.describeOptionGroups({ OptionGroupName: id }));
    const live = found?.OptionGroupsList?.[0];
    if (!live) return undefined;
    return {
      arn: live.OptionGroupArn,
      engineName: live.EngineName,
      majorEngineVersion: live.MajorEngineVersion,
      name: live.OptionGroupName,
      optionGroupDescription: live.OptionGroupDescription,
      tags: await rdsTags(live.OptionGroupArn, context),
    };
  },

  async update({ id, before, inputs, changed }, { aws }) {
    if (!changed("options")) return;
    const names = (inputs.options ?? []).map(({ optionName }) => optionName);
    const OptionsToRemove = (before.options ?? [])
      .map(({ optionName }) => optionName)
      .filter((name) => !names.includes(name));
    await aws.rds.modifyOptionGroup({
      OptionGroupName: id,
      OptionsToInclude: toAws(inputs.options),
      OptionsToRemove,
      ApplyImmediately: true,
    });
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.rds.deleteOptionGroup({ OptionGroupName: id }));
  },
});
