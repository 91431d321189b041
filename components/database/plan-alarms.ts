import type { DatabasePlan } from "./plan-database";

/** One thing that somebody should look at. */
export interface AlarmPlan {
  readonly key: string;
  readonly metric: string;
  readonly description: string;
  readonly comparison: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly periodSec: number;
  readonly periods: number;
}

const gib = 1024 ** 3;

/**
 * What a database of a WSO2 cluster dies of. The connections are those of the nodes' pools: 50 each.
 *
 * @param storageGiB Undefined for Aurora, whose storage grows by itself.
 */
export function planAlarms(
  { engine }: Pick<DatabasePlan, "engine">,
  { connections, storageGiB }: { readonly connections: number; readonly storageGiB?: number },
): AlarmPlan[] {
  const storage: AlarmPlan[] =
    storageGiB === undefined
      ? []
      : [
          {
            key: "storage",
            metric: "FreeStorageSpace",
            description: `less than a tenth of the storage of ${engine} is free`,
            comparison: "LessThanThreshold",
            threshold: Math.round((storageGiB * gib) / 10),
            ...{ periodSec: 300, periods: 2 },
          },
        ];
  return [
    {
      key: "connections",
      metric: "DatabaseConnections",
      description: `more than ${connections} connections`,
      comparison: "GreaterThanThreshold",
      threshold: connections,
      ...{ periodSec: 60, periods: 5 },
    },
    {
      key: "cpu",
      metric: "CPUUtilization",
      description: "the processors have been busy for a quarter of an hour",
      comparison: "GreaterThanThreshold",
      threshold: 85,
      ...{ periodSec: 300, periods: 3 },
    },
    ...storage,
  ];
}

/** Of RDS's own events: what an operator must hear of. A cluster has fewer kinds of them. */
export const eventCategories: Readonly<Record<"db-instance" | "db-cluster", readonly string[]>> = {
  "db-instance": ["availability", "failover", "failure", "low storage", "maintenance"],
  "db-cluster": ["failover", "failure", "maintenance"],
};
