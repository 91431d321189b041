import type { ResourceRecordSet, Change as Route53Change, RRType } from "@aws-sdk/client-route-53";
import { unlessGone } from "../aws-errors";
import type { Values } from "../property-spec";
import { type Context, defineResource } from "../resource";

interface AliasInput {
  name: string;
  zoneId: string;
  evaluateTargetHealth: boolean;
}

interface RecordInputs {
  zoneId: string;
  name: string;
  type: RRType;
  aliases?: AliasInput[];
  records?: string[];
  ttl?: number;
  allowOverwrite?: boolean;
}

/** A DNS name as programs write it: the API adds a dot. */
function withoutDot(name = ""): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function setOf({ name, type, aliases = [], records, ttl }: RecordInputs): ResourceRecordSet {
  const [alias] = aliases;
  if (!alias)
    return { Name: name, Type: type, TTL: ttl, ResourceRecords: records?.map((Value) => ({ Value })) };
  const { zoneId: HostedZoneId, evaluateTargetHealth: EvaluateTargetHealth } = alias;
  return { Name: name, Type: type, AliasTarget: { DNSName: alias.name, HostedZoneId, EvaluateTargetHealth } };
}

async function change(
  Action: Route53Change["Action"],
  inputs: RecordInputs,
  { aws }: Context,
): Promise<void> {
  const Changes = [{ Action, ResourceRecordSet: setOf(inputs) }];
  await aws.route53.changeResourceRecordSets({ HostedZoneId: inputs.zoneId, ChangeBatch: { Changes } });
}

/** The record set of this very name and type; AWS answers with what comes next where there is none. */
async function find(
  { zoneId, name, type }: Values,
  { aws }: Context,
): Promise<ResourceRecordSet | undefined> {
  const found = await unlessGone(
    aws.route53.listResourceRecordSets({
      HostedZoneId: String(zoneId),
      StartRecordName: String(name),
      StartRecordType: type as RRType,
      MaxItems: 1,
    }),
  );
  return found?.ResourceRecordSets?.find(
    (each) => withoutDot(each.Name) === withoutDot(String(name)) && each.Type === type,
  );
}

/** A record set of Route 53, simple routing alone. One that is there already is not taken over. */
export const record = defineResource<RecordInputs>({
  token: "aws:route53/record:Record",
  label: "Route 53 Record",
  inputs: {
    zoneId: { kind: "string", required: true, replaces: true },
    name: { kind: "string", required: true, replaces: true, equates: "case" },
    type: { kind: "string", required: true, replaces: true },
    aliases: {
      kind: "objects",
      fields: {
        name: { kind: "string", required: true, equates: "case" },
        zoneId: { kind: "string", required: true },
        evaluateTargetHealth: { kind: "boolean", required: true },
      },
    },
    records: { kind: "strings", set: true },
    ttl: { kind: "number" },
    allowOverwrite: { kind: "boolean", unread: true },
  },
  outputs: ["fqdn"],
  stables: ["fqdn", "name", "type", "zoneId"],

  async create(inputs, context) {
    await change(inputs.allowOverwrite ? "UPSERT" : "CREATE", inputs, context);
    return `${inputs.zoneId}_${withoutDot(inputs.name)}_${inputs.type}`;
  },

  async read(_id, state, context) {
    const live = await find(state, context);
    if (!live) return undefined;
    const { AliasTarget: alias } = live;
    return {
      zoneId: state.zoneId,
      name: withoutDot(live.Name),
      fqdn: withoutDot(live.Name),
      type: live.Type,
      ttl: live.TTL,
      records: alias ? undefined : live.ResourceRecords?.map(({ Value }) => Value),
      aliases: alias && [
        {
          name: withoutDot(alias.DNSName),
          zoneId: alias.HostedZoneId,
          evaluateTargetHealth: alias.EvaluateTargetHealth,
        },
      ],
    };
  },

  async update({ inputs }, context) {
    await change("UPSERT", inputs, context);
  },

  /** AWS wants the whole record set as it is. */
  async delete(_id, state, context) {
    const live = await find(state, context);
    if (!live) return;
    const Changes = [{ Action: "DELETE" as const, ResourceRecordSet: live }];
    const HostedZoneId = String(state.zoneId);
    await unlessGone(
      context.aws.route53.changeResourceRecordSets({ HostedZoneId, ChangeBatch: { Changes } }),
    );
  },
});
