import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";

interface RoleInputs {
  name: string;
  path: string;
  description?: string;
  assumeRolePolicy: string;
  tagsAll?: Record<string, string>;
}

export const iamRole = defineResource<RoleInputs>({
  token: "aws:iam/role:Role",
  label: "IAM Role",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    path: { kind: "string", replaces: true, default: "/" },
    description: { kind: "string" },
    assumeRolePolicy: { kind: "string", required: true },
    ...tagProperties,
  },
  outputs: ["arn", "createDate", "uniqueId"],
  stables: ["arn", "createDate", "uniqueId", "name", "path"],
  autoName: { input: "name", maxLength: 64 },
  tagging: {
    async add(RoleName, _state, tags, { aws }) {
      await aws.iam.tagRole({ RoleName, Tags: toAwsTags(tags) });
    },
    async remove(RoleName, _state, TagKeys, { aws }) {
      await aws.iam.untagRole({ RoleName, TagKeys });
    },
  },

  async create(inputs, { aws }) {
    await aws.iam.createRole({
      RoleName: inputs.name,
      Path: inputs.path,
      Description: inputs.description,
      AssumeRolePolicyDocument: inputs.assumeRolePolicy,
      Tags: toAwsTags(inputs.tagsAll),
    });
    return inputs.name;
  },

  async read(RoleName, _state, { aws }) {
    const live = (await unlessGone(aws.iam.getRole({ RoleName })))?.Role;
    if (!live) return undefined;
    return {
      arn: live.Arn,
      assumeRolePolicy: decodeURIComponent(live.AssumeRolePolicyDocument ?? ""),
      createDate: live.CreateDate?.toISOString(),
      description: live.Description || undefined,
      name: live.RoleName,
      path: live.Path,
      tags: fromAwsTags(live.Tags),
      uniqueId: live.RoleId,
    };
  },

  async update({ id: RoleName, inputs, changed }, { aws }) {
    if (changed("description")) await aws.iam.updateRole({ RoleName, Description: inputs.description ?? "" });
    if (changed("assumeRolePolicy"))
      await aws.iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: inputs.assumeRolePolicy });
  },

  async delete(RoleName, _state, { aws }) {
    await unlessGone(aws.iam.deleteRole({ RoleName }));
  },
});
