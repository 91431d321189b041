import type { JournalEntry } from "../remote/journal";
import { mostOutAtOnce, planBatches, planNodes } from "./plan-nodes";
import { planClock, planFailures, planNotes, planSteps } from "./plan-steps";
import { planVerdict } from "./plan-verdict";
import { type LoadInput, planLoad } from "./read-load";
import type { ReportNode, ReportTotals, RollReport } from "./roll-report";

/** Everything that a report says, from the journal of one roll and the load beside it. */
export function planReport(journal: readonly JournalEntry[], load?: LoadInput): RollReport {
  // Commands that run side by side may write in another order than they began.
  const entries = [...journal].sort((a, b) => Date.parse(a.t) - Date.parse(b.t));
  const clock = planClock(entries);
  const steps = planSteps(entries, clock);
  const failures = planFailures(entries, clock);
  const nodes = planNodes(steps, failures, entries);
  const first = entries.find(({ phase }) => phase === "begin") ?? entries[0];
  const startedAt = first?.t ?? load?.startedAt ?? new Date(0).toISOString();
  const seconds = Math.max(0, ...nodes.map(({ endSec }) => endSec));
  const totals: ReportTotals = {
    seconds,
    ...countNodes(nodes),
    steps: steps.length,
    failedSteps: steps.filter(({ outcome }) => outcome === "failed").length,
    fromVersions: versionsOf(entries, "stop"),
    toVersions: versionsOf(entries, "start"),
    mostOutAtOnce: mostOutAtOnce(nodes, seconds),
  };
  const beside = load && planLoad(load, startedAt);
  return {
    format: "pulumi-wso2/roll-report/1",
    verdict: planVerdict({ totals, steps, failures, ...(beside ? { load: beside } : {}) }),
    startedAt,
    totals,
    nodes,
    steps,
    notes: planNotes(entries, clock),
    failures,
    batches: planBatches(nodes),
    ...(beside ? { load: beside } : {}),
  };
}

function countNodes(nodes: readonly ReportNode[]): Pick<ReportTotals, "rolled" | "added" | "removed"> {
  const inService = nodes.filter(({ outcome }) => outcome === "in service");
  // A node that an earlier roll left out has no `leave` here, but its service was stopped or was started anew.
  const rolled = inService.filter(({ out, phases }) => out.length > 0 || phases.stop !== undefined).length;
  const removed = nodes.filter(({ outcome, phases }) => outcome === "out" && phases.start === undefined);
  return { rolled, added: inService.length - rolled, removed: removed.length };
}

function versionsOf(entries: readonly JournalEntry[], command: string): string[] {
  const versions = entries.flatMap((entry) =>
    entry.command === command && entry.version !== undefined ? [entry.version] : [],
  );
  return [...new Set(versions)].sort();
}
