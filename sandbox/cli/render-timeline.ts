import { renderTable } from "../../components/cli/table";
import { phases, type TimelineRow } from "./plan-timeline";

/** A table of a roll: for each node and phase when it ended, and how long it took. */
export function renderTimeline(rows: readonly TimelineRow[]): string {
  const cells = rows.map(({ node, phases: times, requests, failures }) => [
    node,
    ...phases.map((phase) => {
      const time = times[phase];
      return time ? `${time.endedSec.toFixed(1)} (${time.tookSec.toFixed(1)})` : "-";
    }),
    `${requests}`,
    `${failures}`,
  ]);
  return [
    "Seconds from the first step of the roll to the end of each, and (how long it took):",
    "",
    renderTable(["node", ...phases, "requests", "failed"], cells),
  ].join("\n");
}
