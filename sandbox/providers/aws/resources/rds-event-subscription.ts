import { unlessGone } from "../aws-errors";
import { tagProperties } from "../property-spec";
import { defineResource } from "../resource";
import { toAwsTags } from "../tags";
import { rdsTagging, rdsTags } from "./rds-tagging";

interface EventSubscriptionInputs {
  name: string;
  snsTopic: string;
  sourceType?: string;
  sourceIds?: string[];
  eventCategories?: string[];
  enabled?: boolean;
  tagsAll?: Record<string, string>;
}

export const rdsEventSubscription = defineResource<EventSubscriptionInputs>({
  token: "aws:rds/eventSubscription:EventSubscription",
  label: "RDS Event Subscription",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    snsTopic: { kind: "string", required: true, replaces: true },
    // The API of the sandbox can't change one.
    sourceType: { kind: "string", replaces: true },
    sourceIds: { kind: "strings", set: true, replaces: true },
    eventCategories: { kind: "strings", set: true, replaces: true },
    enabled: { kind: "boolean", default: true },
    ...tagProperties,
  },
  outputs: ["arn"],
  stables: ["arn", "name"],
  autoName: { input: "name", maxLength: 255 },
  tagging: rdsTagging,

  async create(inputs, { aws }) {
    await aws.rds.createEventSubscription({
      SubscriptionName: inputs.name,
      SnsTopicArn: inputs.snsTopic,
      SourceType: inputs.sourceType,
      SourceIds: inputs.sourceIds,
      EventCategories: inputs.eventCategories,
      Enabled: inputs.enabled,
      Tags: toAwsTags(inputs.tagsAll),
    });
    return inputs.name;
  },

  async read(id, _state, context) {
    const found = await unlessGone(context.aws.rds.describeEventSubscriptions({ SubscriptionName: id }));
    const live = found?.EventSubscriptionsList?.[0];
    if (!live) return undefined;
    return {
      arn: live.EventSubscriptionArn,
      enabled: live.Enabled,
      eventCategories: live.EventCategoriesList,
      name: live.CustSubscriptionId,
      snsTopic: live.SnsTopicArn,
      sourceIds: live.SourceIdsList,
      sourceType: live.SourceType,
      tags: await rdsTags(live.EventSubscriptionArn, context),
    };
  },

  async delete(id, _state, { aws }) {
    await unlessGone(aws.rds.deleteEventSubscription({ SubscriptionName: id }));
  },
});
