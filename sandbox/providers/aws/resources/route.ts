import { crc32 } from "node:zlib";
import { unlessGone } from "../aws-errors";
import { type Failure, regionProperty } from "../property-spec";
import { defineResource } from "../resource";

interface RouteInputs {
  routeTableId: string;
  destinationCidrBlock: string;
  gatewayId?: string;
  natGatewayId?: string;
  networkInterfaceId?: string;
}

const targets = ["gatewayId", "natGatewayId", "networkInterfaceId"] as const;

export const route = defineResource<RouteInputs>({
  token: "aws:ec2/route:Route",
  label: "EC2 Route",
  inputs: {
    routeTableId: { kind: "string", required: true, replaces: true },
    destinationCidrBlock: { kind: "string", required: true, replaces: true },
    gatewayId: { kind: "string" },
    natGatewayId: { kind: "string" },
    networkInterfaceId: { kind: "string" },
    ...regionProperty,
  },
  outputs: ["origin", "state", "instanceId", "instanceOwnerId"],
  stables: ["routeTableId", "destinationCidrBlock", "origin"],

  check(inputs): Failure[] {
    const given = targets.filter((target) => inputs[target] !== undefined);
    if (given.length === 1) return [];
    const got = given.length === 0 ? "none" : given.join(" and ");
    return [{ property: "gatewayId", reason: `exactly one of ${targets.join(", ")} is needed, got ${got}` }];
  },

  async create(inputs, { aws }) {
    await aws.ec2.createRoute(toRoute(inputs));
    // As the official provider makes it: the CRC of the destination behind the table.
    return `r-${inputs.routeTableId}${crc32(inputs.destinationCidrBlock)}`;
  },

  async read(_id, state, { aws }) {
    const RouteTableIds = [String(state.routeTableId)];
    const found = await unlessGone(aws.ec2.describeRouteTables({ RouteTableIds }));
    const routes = found?.RouteTables?.[0]?.Routes ?? [];
    const live = routes.find((each) => each.DestinationCidrBlock === state.destinationCidrBlock);
    if (!live) return undefined;
    return {
      routeTableId: state.routeTableId,
      destinationCidrBlock: live.DestinationCidrBlock,
      gatewayId: live.GatewayId,
      natGatewayId: live.NatGatewayId,
      networkInterfaceId: live.NetworkInterfaceId,
      instanceId: live.InstanceId ?? "",
      instanceOwnerId: live.InstanceOwnerId ?? "",
      origin: live.Origin,
      state: live.State,
    };
  },

  async update({ inputs }, { aws }) {
    await aws.ec2.replaceRoute(toRoute(inputs));
  },

  async delete(_id, state, { aws }) {
    await aws.ec2.deleteRoute({
      RouteTableId: String(state.routeTableId),
      DestinationCidrBlock: String(state.destinationCidrBlock),
    });
  },
});

function toRoute(inputs: RouteInputs) {
  return {
    RouteTableId: inputs.routeTableId,
    DestinationCidrBlock: inputs.destinationCidrBlock,
    GatewayId: inputs.gatewayId,
    NatGatewayId: inputs.natGatewayId,
    NetworkInterfaceId: inputs.networkInterfaceId,
  };
}
