import type { Result } from "./race";

/** A Markdown table; figures to the right. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "--:"));
  return [line(head), `|${rule.join("|")}|`, ...rows.map(line), ""].join("\n");
}

export interface RaceResult {
  readonly limitSec: number;
  /** Of the roll, from the first drain to the last node in service. */
  readonly spanSec: number;
  /** The first is the roll's own; the others are compared with it. */
  readonly results: readonly Result[];
}

export function renderRace({ limitSec, spanSec, results }: RaceResult): string {
  const own = results[0]?.seconds ?? 0;
  const times = (name: string, seconds: number) => [
    name,
    seconds.toFixed(1),
    (seconds / limitSec).toFixed(2),
    (own / seconds).toFixed(2),
  ];
  const rows = results.map(({ name, seconds, requests, failed, causes }) => [
    ...times(name, seconds),
    String(requests),
    failed === 0 ? "0" : `${failed} (${causes.slice(0, 2).join(", ")})`,
  ]);
  return renderTable(
    ["three nodes, one version change", "seconds", "of the limit", "roll / this", "requests", "failed"],
    [
      [...times("limit: start, checks, stable time, each node in turn", limitSec), "", ""],
      ...rows.slice(0, 1),
      [...times("of it, from the first drain to the last node in service", spanSec), "", ""],
      ...rows.slice(1),
    ],
  );
}

/** How one contender did at one size. */
export interface SizeResult extends Result {
  readonly hosts: number;
  readonly batches: number;
  readonly limitSec: number;
}

/** The seconds beyond the limit by batch are what should stay flat. */
export function renderSizes(results: readonly SizeResult[]): string {
  const rows = results.map(({ hosts, name, batches, limitSec, seconds, requests, failed }) => [
    `${hosts} hosts, ${name}`,
    String(batches),
    limitSec.toFixed(1),
    seconds.toFixed(1),
    ((seconds - limitSec) / batches).toFixed(2),
    String(requests),
    String(failed),
  ]);
  return renderTable(
    [
      "one version change, one host at a time",
      "batches",
      "limit, s",
      "seconds",
      "beyond the limit a batch, s",
      "requests",
      "failed",
    ],
    rows,
  );
}
