import type { Outcome, StopMeasure } from "./measure-stop";

/** In words of HTTP and of the system: `200`, `200 empty`, `refused`, `ECONNRESET`. */
function wordOf({ status, error, isEmpty = false }: Outcome): string {
  if (status !== undefined) return `${status}${isEmpty ? " empty" : ""}`;
  return error === "ECONNREFUSED" ? "refused" : (error ?? "no answer");
}

/** What came one after the other, each with the moment of its first: `200, 500 from 5.1 s, refused from 5.6 s`. */
export function renderOutcomes(outcomes: readonly Outcome[]): string {
  const changes = outcomes.filter(
    (each, index) => index === 0 || wordOf(each) !== wordOf(outcomes[index - 1] as Outcome),
  );
  const words = changes.map((each, index) =>
    index === 0 ? wordOf(each) : `${wordOf(each)} from ${each.atSec.toFixed(1)} s`,
  );
  return words.length === 0 ? "none was sent" : words.join(", ");
}

/** A row for each kernel, as Markdown. */
export function renderStops(measures: readonly StopMeasure[]): string {
  const delays = measures[0]?.inFlight.map(({ wantedSec }) => wantedSec) ?? [];
  const rows = measures.map(({ version, inFlight, fresh, kept, endedSec }) => [
    version,
    ...inFlight.map((each) => `${wordOf(each)} after ${each.atSec.toFixed(1)} s`),
    renderOutcomes(fresh),
    renderOutcomes(kept),
    `${endedSec.toFixed(1)} s`,
  ]);
  const titles = [
    "Kernel",
    ...delays.map((seconds) => `${seconds} s in flight`),
    ...["new connection", "kept connection", "process gone after"],
  ];
  return [titles, titles.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
