import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";

interface InstanceProfileInputs {
  name: string;
  path: string;
  role?: string;
  tagsAll?: Record<string, string>;
}

export const iamInstanceProfile = defineResource<InstanceProfileInputs>({
  token: "aws:iam/instanceProfile:InstanceProfile",
  label: "IAM Instance Profile",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    path: { kind: "string", replaces: true, default: "/" },
    role: { kind: "string" },
    ...tagProperties,
  },
  outputs: ["arn", "createDate", "uniqueId"],
  stables: ["arn", "createDate", "uniqueId", "name", "path"],
  autoName: { input: "name", maxLength: 128 },
  tagging: {
    async add(InstanceProfileName, _state, tags, { aws }) {
      await aws.iam.tagInstanceProfile({ InstanceProfileName, Tags: toAwsTags(tags) });
    },
    async remove(InstanceProfileName, _state, TagKeys, { aws }) {
      await aws.iam.untagInstanceProfile({ InstanceProfileName, TagKeys });
    },
  },

  async create(inputs, { aws }) {
    const InstanceProfileName = inputs.name;
    const Tags = toAwsTags(inputs.tagsAll);
    await aws.iam.createInstanceProfile({ InstanceProfileName, Path: inputs.path, Tags });
    if (inputs.role) await aws.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: inputs.role });
    return inputs.name;
  },

  async read(InstanceProfileName, _state, { aws }) {
    const live = (await unlessGone(aws.iam.getInstanceProfile({ InstanceProfileName })))?.InstanceProfile;
    if (!live) return undefined;
    return {
      arn: live.Arn,
      createDate: live.CreateDate?.toISOString(),
      name: live.InstanceProfileName,
      path: live.Path,
      role: live.Roles?.[0]?.RoleName,
      tags: fromAwsTags(live.Tags),
      uniqueId: live.InstanceProfileId,
    };
  },

  async update({ id: InstanceProfileName, state, inputs, changed }, { aws }) {
    if (!changed("role")) return;
    if (state.role)
      await aws.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: String(state.role) });
    if (inputs.role) await aws.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: inputs.role });
  },

  async delete(InstanceProfileName, { role }, { aws }) {
    if (role)
      await unlessGone(
        aws.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: String(role) }),
      );
    await unlessGone(aws.iam.deleteInstanceProfile({ InstanceProfileName }));
  },
});
