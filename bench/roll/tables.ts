import type { Result } from "./race";

/** A Markdown table; figures to the right. */
function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "--:"));
  return [line(head), `|${rule.join("|")}|`, ...rows.map(line), ""].join("\n");
}

/** The first result is the roll's own; the others are compared with it. */
export function renderRace(limitSec: number, results: readonly Result[]): string {
  const own = results[0]?.seconds ?? 0;
  const row = ({ name, seconds, requests, failed, causes }: Result) => [
    name,
    seconds.toFixed(1),
    (seconds / limitSec).toFixed(2),
    (own / seconds).toFixed(2),
    String(requests),
    failed === 0 ? "0" : `${failed} (${causes.slice(0, 2).join(", ")})`,
  ];
  const limit = ["limit: start, checks, stable time, each node in turn", limitSec.toFixed(1), "1.00"];
  const head = [
    "three nodes, one version change",
    "seconds",
    "of the limit",
    "roll / this",
    "requests",
    "failed",
  ];
  return renderTable(head, [[...limit, (own / limitSec).toFixed(2), "", ""], ...results.map(row)]);
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
