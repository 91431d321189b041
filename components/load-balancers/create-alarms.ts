import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerKind } from "./load-balancer-kind";
import { planAlarms } from "./plan-alarms";

/** Who is told when something is wrong with a load balancer. */
export interface LoadBalancerAlarms {
  /** ARNs of what an alarm calls, and calls again when it is over: topics of SNS. */
  actionArns: pulumi.Input<string>[];
  /** So many answers 5xx of the load balancer's own in a minute are too many; a network one gives none. @default 5 */
  errorsPerMin?: number;
  /** For so many minutes an instance has been unhealthy. @default 3 */
  unhealthyForMin?: number;
}

/** What a metric is of. */
export interface AlarmDimensions {
  readonly balancer: Record<string, pulumi.Input<string>>;
  /** By key of the target group; a classic one has the load balancer's. */
  readonly groups: Record<string, Record<string, pulumi.Input<string>>>;
}

/** The alarms of one load balancer; without data there is nothing to tell. */
export function createAlarms(
  name: string,
  kind: LoadBalancerKind,
  alarms: LoadBalancerAlarms | undefined,
  { balancer, groups }: AlarmDimensions,
  opts: pulumi.CustomResourceOptions,
): void {
  if (!alarms) return;
  for (const each of planAlarms(kind, alarms)) {
    const places = each.ofGroup ? Object.entries(groups) : [["", balancer] as const];
    for (const [key, dimensions] of places) {
      new aws.cloudwatch.MetricAlarm(
        [name, ...(key === "" || key === "https" ? [] : [key]), each.role].join("-"),
        {
          alarmDescription: each.description,
          namespace: each.namespace,
          metricName: each.metricName,
          dimensions,
          statistic: each.statistic,
          comparisonOperator: "GreaterThanThreshold",
          threshold: each.above,
          period: 60,
          evaluationPeriods: each.minutes,
          treatMissingData: "notBreaching",
          alarmActions: alarms.actionArns,
          okActions: alarms.actionArns,
        },
        opts,
      );
    }
  }
}
