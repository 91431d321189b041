import { ec2Arn } from "../arn";
import { unlessGone } from "../aws-errors";
import { regionProperty, tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { ec2Tagging, fromAwsTags, tagSpecifications } from "../tags";

interface RouteTableInputs {
  vpcId: string;
  tagsAll?: Record<string, string>;
}

export const routeTable = defineResource<RouteTableInputs>({
  token: "aws:ec2/routeTable:RouteTable",
  label: "EC2 Route Table",
  inputs: {
    vpcId: { kind: "string", required: true, replaces: true },
    routes: { kind: "objects", refused: "is not supported by the sandbox: use aws.ec2.Route" },
    ...tagProperties,
    ...regionProperty,
  },
  outputs: ["arn", "ownerId"],
  stables: ["arn", "ownerId", "vpcId"],
  tagging: ec2Tagging,

  async create(inputs, { aws }) {
    const made = await aws.ec2.createRouteTable({
      VpcId: inputs.vpcId,
      ...tagSpecifications("route-table", inputs.tagsAll),
    });
    return made.RouteTable?.RouteTableId ?? "";
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.ec2.describeRouteTables({ RouteTableIds: [id] }));
    const live = found?.RouteTables?.[0];
    if (!live) return undefined;
    return {
      arn: ec2Arn(context, live.OwnerId, `route-table/${id}`),
      ownerId: live.OwnerId,
      tags: fromAwsTags(live.Tags),
      vpcId: live.VpcId,
    };
  },

  async delete(id, _state, { aws }) {
    await aws.ec2.deleteRouteTable({ RouteTableId: id });
  },
});
