import type { ReportLoad } from "./report-load";
import type { Outcome, ReportFailure, ReportStep, ReportTotals, Verdict } from "./roll-report";
import { clockText, countText, durationText, plural } from "./time-text";

/** What the verdict is made from. */
export interface VerdictFacts {
  readonly totals: ReportTotals;
  readonly steps: readonly ReportStep[];
  readonly failures: readonly ReportFailure[];
  readonly load?: ReportLoad;
}

/** What an operator must know in ten seconds. */
export function planVerdict(facts: VerdictFacts): Verdict {
  const outcome = outcomeOf(facts);
  const text = [whatHappened(outcome, facts), whatClientsSaw(facts.load)].filter(Boolean).join("; ");
  return { outcome, text };
}

function outcomeOf({ steps, failures, load }: VerdictFacts): Outcome {
  if (failures.some(({ resolved }) => !resolved)) return "stopped";
  if (steps.length === 0) return "empty";
  if (findUnfinished(steps)) return "unfinished";
  return load && load.failed > 0 ? "lost" : "rolled";
}

/** A step without an end that was not begun again. */
function findUnfinished(steps: readonly ReportStep[]): ReportStep | undefined {
  return steps.find(
    (step, index) =>
      step.outcome === "unfinished" &&
      !steps.slice(index + 1).some(({ node, command }) => node === step.node && command === step.command),
  );
}

function whatHappened(outcome: Outcome, { totals, steps, failures }: VerdictFacts): string {
  switch (outcome) {
    case "stopped": {
      const failure = failures.find(({ resolved }) => !resolved);
      const at = failure
        ? ` at ${failure.node}, step ${failure.step}, after ${durationText(failure.atSec)}`
        : "";
      return `Stopped${at}; ${plural(totals.rolled + totals.added, "node")} done before`;
    }
    case "unfinished": {
      const step = findUnfinished(steps);
      return step
        ? `Not finished: ${step.node}, ${step.step} began at ${clockText(step.beginSec)} and has no end`
        : "Not finished";
    }
    case "empty":
      return "Nothing was rolled";
    default:
      return `${whatChanged(totals)} in ${durationText(totals.seconds)}`;
  }
}

function whatChanged(totals: ReportTotals): string {
  const { rolled, added, removed } = totals;
  const parts = [
    ...(rolled > 0 ? [`rolled ${plural(rolled, "node")}${versionsText(totals)}`] : []),
    ...(added > 0 ? [`added ${plural(added, "node")}${rolled > 0 ? "" : versionsText(totals)}`] : []),
    ...(removed > 0 ? [`removed ${plural(removed, "node")}`] : []),
  ];
  const text = parts.length > 0 ? parts.join(", ") : "prepared machines";
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

function versionsText({ fromVersions, toVersions }: ReportTotals): string {
  const [from, to] = [fromVersions.join(" and "), toVersions.join(" and ")];
  if (to === "") return "";
  if (from === to) return ` at ${to}`;
  return from === "" ? ` to ${to}` : ` from ${from} to ${to}`;
}

function whatClientsSaw(load: ReportLoad | undefined): string {
  return load ? `${plural(load.requests, "request")}, ${countText(load.failed)} failed` : "";
}
