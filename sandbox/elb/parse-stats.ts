import { healthBackend } from "./render-elb-config";
import { isListenerBackend } from "./render-listener";

/** How the balancer sees an instance. */
export interface ElbInstanceHealth {
  readonly instanceId: string;
  readonly state: "InService" | "OutOfService";
  /** HAProxy's words for the last check: `L7OK/200`. */
  readonly lastCheck: string;
}

/** Rows of HAProxy's `show stat`, each a map from column to value. */
export function parseStats(csv: string): Record<string, string>[] {
  const [head = "", ...rows] = csv.split("\n").filter((line) => line.trim() !== "");
  const columns = head.replace(/^# /, "").split(",");
  return rows.map((row) => {
    const values = row.split(",");
    return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
  });
}

/** Health of every instance, from HAProxy's `show stat`. @param backend The one that checks them. */
export function parseHealth(csv: string, backend = healthBackend): ElbInstanceHealth[] {
  return parseStats(csv)
    .filter((row) => row.pxname === backend && row.svname !== "BACKEND")
    .map((row) => ({
      instanceId: row.svname ?? "",
      state: row.status?.startsWith("UP") ? "InService" : "OutOfService",
      lastCheck: [row.check_status, row.check_code].filter(Boolean).join("/"),
    }));
}

/** Requests that are on their way to each address, from the `show stat` of every worker; none at 0. */
export function sumInFlight(csvs: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of csvs.flatMap(parseStats)) {
    if (!isListenerBackend(row.pxname ?? "") || row.svname === "BACKEND") continue;
    const count = Number(row.scur) + Number(row.qcur);
    const address = row.addr?.replace(/:\d+$/, "") ?? "";
    if (count > 0) counts[address] = (counts[address] ?? 0) + count;
  }
  return counts;
}
