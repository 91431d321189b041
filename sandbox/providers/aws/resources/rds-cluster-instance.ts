import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";
import { rdsTagging } from "./rds-tagging";

interface ClusterInstanceInputs {
  identifier: string;
  clusterIdentifier: string;
  engine: string;
  engineVersion?: string;
  instanceClass: string;
  dbSubnetGroupName?: string;
  publiclyAccessible?: boolean;
  applyImmediately?: boolean;
  tagsAll?: Record<string, string>;
}

export const rdsClusterInstance = defineResource<ClusterInstanceInputs>({
  token: "aws:rds/clusterInstance:ClusterInstance",
  label: "RDS Cluster Instance",
  inputs: {
    identifier: { kind: "string", computed: true, equates: "case", replaces: true },
    clusterIdentifier: { kind: "string", required: true, replaces: true },
    engine: { kind: "string", required: true, replaces: true },
    // Of the cluster, which alone may have another one.
    engineVersion: { kind: "string", computed: true, unread: true },
    instanceClass: { kind: "string", required: true },
    dbSubnetGroupName: { kind: "string", computed: true, replaces: true, unread: true },
    publiclyAccessible: { kind: "boolean", default: false },
    applyImmediately: { kind: "boolean", default: false, unread: true },
    ...tagProperties,
  },
  outputs: ["arn", "endpoint"],
  stables: ["arn", "endpoint", "identifier"],
  autoName: { input: "identifier", maxLength: 63 },
  tagging: rdsTagging,

  async create(inputs, { aws }) {
    const made = await aws.rds.createDBInstance({
      DBClusterIdentifier: inputs.clusterIdentifier,
      DBInstanceClass: inputs.instanceClass,
      DBInstanceIdentifier: inputs.identifier,
      DBSubnetGroupName: inputs.dbSubnetGroupName,
      Engine: inputs.engine,
      PubliclyAccessible: inputs.publiclyAccessible,
      Tags: toAwsTags(inputs.tagsAll),
    });
    return made.DBInstance?.DBInstanceIdentifier ?? inputs.identifier;
  },

  async read(id, _state, { aws }) {
    const found = await unlessGone(aws.rds.describeDBInstances({ DBInstanceIdentifier: id }));
    const live = found?.DBInstances?.[0];
    if (!live) return undefined;
    return {
      arn: live.DBInstanceArn,
      clusterIdentifier: live.DBClusterIdentifier,
      endpoint: live.Endpoint?.Address,
      engine: live.Engine,
      identifier: live.DBInstanceIdentifier,
      instanceClass: live.DBInstanceClass,
      publiclyAccessible: live.PubliclyAccessible,
      tags: fromAwsTags(live.TagList),
    };
  },

  async update({ id, inputs }, { aws }) {
    await aws.rds.modifyDBInstance({
      DBInstanceIdentifier: id,
      DBInstanceClass: inputs.instanceClass,
      ApplyImmediately: inputs.applyImmediately,
    });
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.rds.deleteDBInstance({ DBInstanceIdentifier: id, SkipFinalSnapshot: true }));
  },
});
