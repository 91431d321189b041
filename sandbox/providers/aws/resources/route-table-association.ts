import { unlessGone } from "../aws-errors";
import { regionProperty, type Values } from "../property-spec";
import { type Context, defineResource } from "../resource";

interface AssociationInputs {
  routeTableId: string;
  subnetId: string;
}

export const routeTableAssociation = defineResource<AssociationInputs>({
  token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  label: "EC2 Route Table Association",
  inputs: {
    routeTableId: { kind: "string", required: true },
    subnetId: { kind: "string", required: true, replaces: true },
    ...regionProperty,
  },
  outputs: [],
  stables: ["subnetId"],

  async create({ routeTableId, subnetId }, { aws }) {
    const made = await aws.ec2.associateRouteTable({ RouteTableId: routeTableId, SubnetId: subnetId });
    return made.AssociationId ?? "";
  },

  async read(_id, state, context) {
    const live = await find(state, context);
    return live && { routeTableId: live.RouteTableId, subnetId: live.SubnetId };
  },

  async update({ state, inputs }, context) {
    const live = await find(state, context);
    const AssociationId = live?.RouteTableAssociationId;
    await context.aws.ec2.replaceRouteTableAssociation({ AssociationId, RouteTableId: inputs.routeTableId });
  },

  async delete(_id, state, context) {
    const live = await find(state, context);
    if (!live) return;
    await context.aws.ec2.disassociateRouteTable({ AssociationId: live.RouteTableAssociationId });
  },
});

/** By its subnet: AWS gives an association a new id when its table changes, the engine keeps the first. */
async function find(state: Values, { aws }: Context) {
  const Filters = [{ Name: "association.subnet-id", Values: [String(state.subnetId)] }];
  const found = await unlessGone(aws.ec2.describeRouteTables({ Filters }));
  const associations = (found?.RouteTables ?? []).flatMap((table) => table.Associations ?? []);
  return associations.find((each) => each.SubnetId === state.subnetId);
}
