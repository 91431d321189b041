import type { ComparisonOperator, Statistic } from "@aws-sdk/client-cloudwatch";
import { tagProperties } from "../property-spec";
import { type Context, defineResource } from "../resource";
import { fromAwsTags, toAwsTags } from "../tags";

interface MetricAlarmInputs {
  name: string;
  alarmDescription?: string;
  namespace?: string;
  metricName?: string;
  dimensions?: Record<string, string>;
  statistic?: string;
  comparisonOperator: string;
  threshold?: number;
  period?: number;
  evaluationPeriods: number;
  treatMissingData?: string;
  alarmActions?: string[];
  okActions?: string[];
  tagsAll?: Record<string, string>;
}

/** One call makes an alarm and changes it. */
async function put(inputs: MetricAlarmInputs, { aws }: Context): Promise<void> {
  await aws.cloudwatch.putMetricAlarm({
    AlarmName: inputs.name,
    AlarmDescription: inputs.alarmDescription,
    Namespace: inputs.namespace,
    MetricName: inputs.metricName,
    Dimensions: Object.entries(inputs.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Statistic: inputs.statistic as Statistic,
    ComparisonOperator: inputs.comparisonOperator as ComparisonOperator,
    Threshold: inputs.threshold,
    Period: inputs.period,
    EvaluationPeriods: inputs.evaluationPeriods,
    TreatMissingData: inputs.treatMissingData,
    AlarmActions: inputs.alarmActions,
    OKActions: inputs.okActions,
    Tags: toAwsTags(inputs.tagsAll),
  });
}

export const metricAlarm = defineResource<MetricAlarmInputs>({
  token: "aws:cloudwatch/metricAlarm:MetricAlarm",
  label: "CloudWatch Metric Alarm",
  inputs: {
    name: { kind: "string", computed: true, replaces: true },
    alarmDescription: { kind: "string" },
    namespace: { kind: "string" },
    metricName: { kind: "string" },
    dimensions: { kind: "tags" },
    statistic: { kind: "string" },
    comparisonOperator: { kind: "string", required: true },
    threshold: { kind: "number" },
    period: { kind: "number" },
    evaluationPeriods: { kind: "number", required: true },
    treatMissingData: { kind: "string", default: "missing" },
    alarmActions: { kind: "strings", set: true },
    okActions: { kind: "strings", set: true },
    ...tagProperties,
  },
  outputs: ["arn"],
  stables: ["arn", "name"],
  autoName: { input: "name", maxLength: 255 },
  tagging: {
    async add(_id, { arn }, tags, { aws }) {
      await aws.cloudwatch.tagResource({ ResourceARN: String(arn), Tags: toAwsTags(tags) });
    },
    async remove(_id, { arn }, TagKeys, { aws }) {
      await aws.cloudwatch.untagResource({ ResourceARN: String(arn), TagKeys });
    },
  },

  async create(inputs, context) {
    await put(inputs, context);
    return inputs.name;
  },

  async read(id, _state, { aws }) {
    const { MetricAlarms } = await aws.cloudwatch.describeAlarms({ AlarmNames: [id] });
    const live = MetricAlarms?.[0];
    if (!live) return undefined;
    const { Tags } = await aws.cloudwatch.listTagsForResource({ ResourceARN: live.AlarmArn });
    return {
      alarmActions: live.AlarmActions,
      alarmDescription: live.AlarmDescription,
      arn: live.AlarmArn,
      comparisonOperator: live.ComparisonOperator,
      dimensions: Object.fromEntries((live.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
      evaluationPeriods: live.EvaluationPeriods,
      metricName: live.MetricName,
      name: live.AlarmName,
      namespace: live.Namespace,
      okActions: live.OKActions,
      period: live.Period,
      statistic: live.Statistic,
      tags: fromAwsTags(Tags),
      threshold: live.Threshold,
      treatMissingData: live.TreatMissingData,
    };
  },

  async update({ inputs }, context) {
    await put(inputs, context);
  },

  async delete(id, _state, { aws }) {
    await aws.cloudwatch.deleteAlarms({ AlarmNames: [id] });
  },
});
