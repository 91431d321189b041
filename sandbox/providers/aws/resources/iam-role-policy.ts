import { unlessGone } from "../aws-errors";
import { defineResource } from "../resource";

interface RolePolicyInputs {
  name: string;
  role: string;
  policy: string;
}

/** A policy that stands in a role itself. */
export const iamRolePolicy = defineResource<RolePolicyInputs>({
  token: "aws:iam/rolePolicy:RolePolicy",
  label: "IAM Role Policy",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    role: { kind: "string", required: true, replaces: true },
    policy: { kind: "string", required: true },
  },
  outputs: [],
  stables: ["name", "role"],
  autoName: { input: "name", maxLength: 128 },

  async create({ name, role, policy }, { aws }) {
    await aws.iam.putRolePolicy({ RoleName: role, PolicyName: name, PolicyDocument: policy });
    return `${role}:${name}`;
  },

  async read(_id, { role, name }, { aws }) {
    const which = { RoleName: String(role), PolicyName: String(name) };
    const live = await unlessGone(aws.iam.getRolePolicy(which));
    if (!live) return undefined;
    return { name, role, policy: decodeURIComponent(live.PolicyDocument ?? "") };
  },

  async update({ state, inputs }, { aws }) {
    const which = { RoleName: String(state.role), PolicyName: String(state.name) };
    await aws.iam.putRolePolicy({ ...which, PolicyDocument: inputs.policy });
  },

  async delete(_id, { role, name }, { aws }) {
    await unlessGone(aws.iam.deleteRolePolicy({ RoleName: String(role), PolicyName: String(name) }));
  },
});
