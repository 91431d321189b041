import type { JournalEntry } from "../remote/journal";
import type { NodeOutcome, Phase, ReportBatch, ReportFailure, ReportNode, ReportStep } from "./roll-report";

/** Each machine's part of the roll, in the order in which their services were touched. */
export function planNodes(
  steps: readonly ReportStep[],
  failures: readonly ReportFailure[],
  entries: readonly JournalEntry[],
): ReportNode[] {
  const touched = steps.filter(({ phase }) => phase !== "prepare").concat(steps);
  const names = new Set([...touched, ...failures].map(({ node }) => node));
  const nodes = [...names].map((node) => {
    const own = steps.filter((step) => step.node === node);
    const failed = failures.filter((failure) => failure.node === node);
    const batch = batchOf(entries.filter((entry) => entry.node === node));
    const times = [...own.flatMap(({ beginSec, endSec }) => [beginSec, endSec ?? beginSec])].concat(
      failed.map(({ atSec }) => atSec),
    );
    return {
      node,
      outcome: outcomeOf(own, failed),
      beginSec: Math.min(...times),
      endSec: Math.max(...times),
      out: outOf(own),
      phases: phaseSeconds(own),
      ...(batch === undefined ? {} : { batch }),
    };
  });
  // Which node of a batch was a moment ahead of the others says nothing.
  return nodes.sort((a, b) => placeOf(a) - placeOf(b) || (a.batch ? byName(a.node, b.node) : 0));
}

const { compare: byName } = new Intl.Collator("en", { numeric: true });

/** Balancers, the batches, and then what the roll did not come to. */
function placeOf({ batch, outcome, phases }: ReportNode): number {
  if (batch !== undefined) return batch;
  return outcome === "prepared" && phases.balancer === undefined ? Number.MAX_SAFE_INTEGER : 0;
}

function outcomeOf(steps: readonly ReportStep[], failures: readonly ReportFailure[]): NodeOutcome {
  if (failures.some(({ resolved }) => !resolved)) return "stopped";
  const last = steps.at(-1);
  if (last?.outcome === "unfinished") return "unfinished";
  const service = steps
    .filter(({ phase }) => phase !== "prepare" && phase !== "balancer" && phase !== "hook")
    .at(-1);
  if (!service) return "prepared";
  return ["join", "repair", "heal"].includes(service.command) ? "in service" : "out";
}

/** From the first step of a leave to the node's return on every balancer. */
function outOf(steps: readonly ReportStep[]): { beginSec: number; endSec?: number }[] {
  const spans: { beginSec: number; endSec?: number }[] = [];
  for (const { command, phase, outcome, beginSec, endSec } of steps) {
    const open = spans.at(-1)?.endSec === undefined ? spans.at(-1) : undefined;
    if (command === "leave" && !open) spans.push({ beginSec });
    if (phase === "enable" && outcome === "done" && open && endSec !== undefined) open.endSec = endSec;
  }
  return spans;
}

function phaseSeconds(steps: readonly ReportStep[]): Partial<Record<Phase, number>> {
  const sums: Partial<Record<Phase, number>> = {};
  for (const { phase, beginSec, endSec } of steps) {
    if (endSec !== undefined)
      sums[phase] = Math.round(((sums[phase] ?? 0) + endSec - beginSec) * 1000) / 1000;
  }
  return sums;
}

/** Only commands of this roll's own plan tell it: a delete runs with the plan of the roll before. */
function batchOf(entries: readonly JournalEntry[]): number | undefined {
  const told = entries.filter(({ command }) => command !== "leave" && command !== "stop");
  const text = told.find(({ progress }) => progress !== undefined)?.progress;
  const number = /\bbatch (\d+)/.exec(text ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

export function planBatches(nodes: readonly ReportNode[]): ReportBatch[] {
  const numbers = new Set(nodes.flatMap(({ batch }) => (batch === undefined ? [] : [batch])));
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => {
      const own = nodes.filter(({ batch }) => batch === number);
      return {
        number,
        nodes: own.map(({ node }) => node),
        beginSec: Math.min(...own.map(({ beginSec }) => beginSec)),
        endSec: Math.max(...own.map(({ endSec }) => endSec)),
      };
    });
}

/** @param endSec The roll's end, for nodes that are still out. */
export function mostOutAtOnce(nodes: readonly ReportNode[], endSec: number): number {
  const changes = nodes
    .flatMap(({ out }) => out)
    .flatMap((span) => [
      { sec: span.beginSec, by: 1 },
      { sec: span.endSec ?? endSec, by: -1 },
    ])
    .sort((a, b) => a.sec - b.sec || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
