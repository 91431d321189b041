import type { ApplyMethod, Parameter } from "@aws-sdk/client-rds";
import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { toAwsTags } from "../tags";
import { rdsTagging, rdsTags } from "./rds-tagging";

interface ParameterInput {
  name: string;
  value: string;
  applyMethod?: string;
}

interface ParameterGroupInputs {
  name: string;
  family: string;
  description: string;
  parameters?: ParameterInput[];
  tagsAll?: Record<string, string>;
}

const toAws = (parameters: ParameterInput[]): Parameter[] =>
  parameters.map(({ name, value, applyMethod = "immediate" }) => ({
    ParameterName: name,
    ParameterValue: value,
    ApplyMethod: applyMethod as ApplyMethod,
  }));

const fromAws = (parameters: Parameter[] = []): ParameterInput[] =>
  parameters.map(({ ParameterName = "", ParameterValue = "", ApplyMethod }) => ({
    name: ParameterName,
    value: ParameterValue,
    applyMethod: ApplyMethod,
  }));

/** What differs between the group of an instance and that of a cluster. */
interface Calls {
  create(inputs: ParameterGroupInputs, context: Context): Promise<unknown>;
  set(name: string, parameters: Parameter[], context: Context): Promise<unknown>;
  unset(name: string, parameters: Parameter[], context: Context): Promise<unknown>;
  read(
    name: string,
    context: Context,
  ): Promise<{ arn?: string; family?: string; description?: string } | undefined>;
  parameters(name: string, context: Context): Promise<Parameter[] | undefined>;
  delete(name: string, context: Context): Promise<unknown>;
}

function defineGroup(token: string, label: string, calls: Calls) {
  return defineResource<ParameterGroupInputs>({
    token,
    label,
    inputs: {
      name: { kind: "string", computed: true, replaces: true, equates: "case" },
      family: { kind: "string", required: true, replaces: true },
      description: { kind: "string", replaces: true, default: "Managed by Pulumi" },
      parameters: {
        kind: "objects",
        set: true,
        fields: {
          name: { kind: "string", required: true },
          value: { kind: "string", required: true },
          applyMethod: { kind: "string", default: "immediate" },
        },
      },
      ...tagProperties,
    },
    outputs: ["arn"],
    stables: ["arn", "name"],
    autoName: { input: "name", maxLength: 255 },
    tagging: rdsTagging,

    async create(inputs, context) {
      await calls.create(inputs, context);
      const wanted = toAws(inputs.parameters ?? []);
      if (wanted.length > 0) await calls.set(inputs.name, wanted, context);
      return inputs.name;
    },

    async read(id, state, context) {
      const live = await unlessGone(calls.read(id, context));
      if (!live) return undefined;
      const all = fromAws(await calls.parameters(id, context));
      // AWS answers with every parameter of the family: those that were set are the group's own.
      const known = ((state.parameters ?? []) as ParameterInput[]).map(({ name }) => name);
      return {
        ...live,
        name: id,
        parameters: all.filter(({ name }) => known.includes(name)),
        tags: await rdsTags(live.arn, context),
      };
    },

    async update({ id, before, inputs, changed }, context) {
      if (!changed("parameters")) return;
      const wanted = toAws(inputs.parameters ?? []);
      const names = wanted.map(({ ParameterName }) => ParameterName);
      const dropped = toAws(before.parameters ?? []).filter(
        ({ ParameterName }) => !names.includes(ParameterName),
      );
      if (dropped.length > 0) await calls.unset(id, dropped, context);
      if (wanted.length > 0) await calls.set(id, wanted, context);
    },

    async delete(id, _state, context) {
      await unlessGone(calls.delete(id, context));
    },
  });
}

export const rdsParameterGroup = defineGroup(
  "aws:rds/parameterGroup:ParameterGroup",
  "RDS DB Parameter Group",
  {
    create: ({ name, family, description, tagsAll }, { aws }) =>
      aws.rds.createDBParameterGroup({
        DBParameterGroupName: name,
        DBParameterGroupFamily: family,
        Description: description,
        Tags: toAwsTags(tagsAll),
      }),
    set: (name, Parameters, { aws }) =>
      aws.rds.modifyDBParameterGroup({ DBParameterGroupName: name, Parameters }),
    unset: (name, Parameters, { aws }) =>
      aws.rds.resetDBParameterGroup({ DBParameterGroupName: name, Parameters }),
    async read(name, { aws }) {
      const { DBParameterGroups } = await aws.rds.describeDBParameterGroups({ DBParameterGroupName: name });
      const live = DBParameterGroups?.[0];
      return (
        live && {
          arn: live.DBParameterGroupArn,
          family: live.DBParameterGroupFamily,
          description: live.Description,
        }
      );
    },
    parameters: async (name, { aws }) =>
      (await aws.rds.describeDBParameters({ DBParameterGroupName: name })).Parameters,
    delete: (name, { aws }) => aws.rds.deleteDBParameterGroup({ DBParameterGroupName: name }),
  },
);

export const rdsClusterParameterGroup = defineGroup(
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  "RDS Cluster Parameter Group",
  {
    create: ({ name, family, description, tagsAll }, { aws }) =>
      aws.rds.createDBClusterParameterGroup({
        DBClusterParameterGroupName: name,
        DBParameterGroupFamily: family,
        Description: description,
        Tags: toAwsTags(tagsAll),
      }),
    set: (name, Parameters, { aws }) =>
      aws.rds.modifyDBClusterParameterGroup({ DBClusterParameterGroupName: name, Parameters }),
    unset: (name, Parameters, { aws }) =>
      aws.rds.resetDBClusterParameterGroup({ DBClusterParameterGroupName: name, Parameters }),
    async read(name, { aws }) {
      const { DBClusterParameterGroups } = await aws.rds.describeDBClusterParameterGroups({
        DBClusterParameterGroupName: name,
      });
      const live = DBClusterParameterGroups?.[0];
      return (
        live && {
          arn: live.DBClusterParameterGroupArn,
          family: live.DBParameterGroupFamily,
          description: live.Description,
        }
      );
    },
    parameters: async (name, { aws }) =>
      (await aws.rds.describeDBClusterParameters({ DBClusterParameterGroupName: name })).Parameters,
    delete: (name, { aws }) => aws.rds.deleteDBClusterParameterGroup({ DBClusterParameterGroupName: name }),
  },
);
