import type { FailureGroup, LoadReport } from "./report";

/** The report for a terminal; its last line is `N requests, F failed`. */
export function renderLoadReport(report: LoadReport): string {
  const { latencyMs: ms } = report;
  return [
    `Load on ${report.url} as ${report.host}: ${report.ratePerSec}/s for ${report.seconds.toFixed(1)} s` +
      (report.stopped ? " (stopped)" : ""),
    "",
    ...table([
      ["clients", "requests", "failed"],
      ...Object.entries(report.byKind).map(([kind, { requests, failed }]) => [
        kind,
        `${requests}`,
        `${failed}`,
      ]),
    ]),
    "",
    ...table([
      ["node", "answers"],
      ...Object.entries(report.byNode).map(([node, count]) => [node, `${count}`]),
    ]),
    "",
    ...table([
      ["version", "answers"],
      ...Object.entries(report.byVersion).map(([version, count]) => [version, `${count}`]),
    ]),
    "",
    ms
      ? `latency without the slow requests: p50 ${ms.p50} ms, p90 ${ms.p90} ms, p99 ${ms.p99} ms, max ${ms.max} ms`
      : "latency: no good answer",
    `POST bodies sent and counted: ${report.posts}`,
    `sessions that began anew: ${report.sessionsMoved}`,
    ...report.failures.flatMap(renderFailures),
    `${report.requests} requests, ${report.failed} failed`,
  ].join("\n");
}

function renderFailures({ cause, count, examples }: FailureGroup): string[] {
  const lines = examples.map((example) => {
    const served = example.servedBy === null ? "" : ` by ${example.servedBy}`;
    const reused = example.reusedConnection ? " on a kept connection" : "";
    const request = `${example.kind} ${example.method} ${example.path}`;
    return `  at ${example.atSec.toFixed(1)} s: ${request}${served}${reused}: ${example.detail}`;
  });
  return ["", `failed with ${cause}: ${count}`, ...lines];
}

/** Columns as wide as their widest cell, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}
