import type { HostedZone } from "@aws-sdk/client-route-53";
import type { Values } from "../property-spec";
import type { Context, FunctionDefinition } from "../resource";

async function zonesOf(args: Values, { aws }: Context): Promise<HostedZone[]> {
  if (args.zoneId !== undefined) {
    const { HostedZone: zone } = await aws.route53.getHostedZone({ Id: String(args.zoneId) });
    return zone ? [zone] : [];
  }
  const name = `${String(args.name).replace(/\.$/, "")}.`;
  const { HostedZones = [] } = await aws.route53.listHostedZones({});
  const isPrivate = args.privateZone ?? false;
  return HostedZones.filter(
    (each) => each.Name === name && (each.Config?.PrivateZone ?? false) === isPrivate,
  );
}

export const getZone: FunctionDefinition = {
  token: "aws:route53/getZone:getZone",
  inputs: {
    name: { kind: "string" },
    privateZone: { kind: "boolean" },
    zoneId: { kind: "string" },
  },

  async invoke(args, context) {
    const found = await zonesOf(args, context);
    if (found.length > 1) throw new Error("multiple Route 53 Hosted Zones matched");
    const [live] = found;
    if (!live) throw new Error("no matching Route 53 Hosted Zone found");
    const zoneId = (live.Id ?? "").replace(/^\/hostedzone\//, "");
    return {
      ...args,
      arn: `arn:aws:route53:::hostedzone/${zoneId}`,
      callerReference: live.CallerReference,
      comment: live.Config?.Comment ?? "",
      id: zoneId,
      name: (live.Name ?? "").replace(/\.$/, ""),
      privateZone: live.Config?.PrivateZone ?? false,
      resourceRecordSetCount: live.ResourceRecordSetCount,
      zoneId,
    };
  },
};
