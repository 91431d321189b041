import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseMachine } from "./create-machine";
import type { DatabaseArgs } from "./database-args";
import { eventCategories, planAlarms } from "./plan-alarms";
import type { DatabasePlan } from "./plan-database";

/** The alarms of CloudWatch, and where there is a topic, RDS's own events: a failover is one. */
export function createAlarms(
  name: string,
  parts: { readonly args: DatabaseArgs; readonly plan: DatabasePlan; readonly machine: DatabaseMachine },
  parent: pulumi.Resource,
): void {
  const { args, plan, machine } = parts;
  const { topicArn, alarmConnections = 200, tags } = args;
  const { dimension, source, storageGiB } = machine;
  for (const alarm of planAlarms(plan, { connections: alarmConnections, storageGiB })) {
    new aws.cloudwatch.MetricAlarm(
      `${name}-${alarm.key}`,
      {
        alarmDescription: `${name}: ${alarm.description}`,
        namespace: "AWS/RDS",
        metricName: alarm.metric,
        dimensions: { [dimension.name]: dimension.value },
        statistic: "Average",
        comparisonOperator: alarm.comparison,
        threshold: alarm.threshold,
        period: alarm.periodSec,
        evaluationPeriods: alarm.periods,
        treatMissingData: "missing",
        ...(topicArn === undefined ? {} : { alarmActions: [topicArn], okActions: [topicArn] }),
        tags,
      },
      { parent },
    );
  }
  if (topicArn === undefined) return;
  new aws.rds.EventSubscription(
    name,
    {
      snsTopic: topicArn,
      sourceType: source.type,
      sourceIds: [source.id],
      eventCategories: [...eventCategories[source.type]],
      tags,
    },
    { parent },
  );
}
