import type { LoadBalancerKind } from "./load-balancer-kind";

/** One alarm of CloudWatch, less where it looks. */
export interface AlarmPlan {
  readonly role: "unhealthy" | "errors";
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  /** Whether the metric is of a target group, and not of the load balancer. */
  readonly ofGroup: boolean;
  readonly statistic: "Maximum" | "Sum";
  /** More than so many. */
  readonly above: number;
  readonly minutes: number;
}

const namespaces: Readonly<Record<LoadBalancerKind, string>> = {
  classic: "AWS/ELB",
  application: "AWS/ApplicationELB",
  network: "AWS/NetworkELB",
};

/** Metric names from the CloudWatch pages of each kind's guide. One that a roll took out is no unhealthy instance. */
export function planAlarms(
  kind: LoadBalancerKind,
  { errorsPerMin = 5, unhealthyForMin = 3 }: { errorsPerMin?: number; unhealthyForMin?: number },
): AlarmPlan[] {
  const namespace = namespaces[kind];
  const unhealthy: AlarmPlan = {
    role: "unhealthy",
    description: "An instance behind the load balancer fails its health check.",
    ...{ namespace, metricName: "UnHealthyHostCount", ofGroup: kind !== "classic" },
    ...{ statistic: "Maximum", above: 0, minutes: unhealthyForMin },
  };
  if (kind === "network") return [unhealthy];
  const errors: AlarmPlan = {
    role: "errors",
    description: "The load balancer itself answers 5xx: it has no instance that takes the request.",
    ...{ namespace, metricName: kind === "classic" ? "HTTPCode_ELB_5XX" : "HTTPCode_ELB_5XX_Count" },
    ...{ ofGroup: false, statistic: "Sum", above: errorsPerMin - 1, minutes: 1 },
  };
  return [unhealthy, errors];
}
