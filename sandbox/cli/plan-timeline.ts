import type { JournalEntry } from "../../components/remote/journal";
import type { LoadSample } from "../load";

/** What a node goes through in a roll. */
export const phases = ["drain", "stop", "start", "ready", "enabled", "stable"] as const;
export type Phase = (typeof phases)[number];

/** When a phase ended and how long it took, in seconds since the first step of the roll. */
export interface PhaseTime {
  readonly endedSec: number;
  readonly tookSec: number;
}

/** One node's part of a roll. */
export interface TimelineRow {
  readonly node: string;
  readonly phases: Readonly<Partial<Record<Phase, PhaseTime>>>;
  /** Under load from the node's first step to its last, on all nodes together. */
  readonly requests: number;
  readonly failures: number;
}

/** The load beside a roll. */
export interface TimelineLoad {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly series: readonly LoadSample[];
}

function phaseOf({ command, step }: JournalEntry): Phase | undefined {
  switch (command) {
    case "leave":
      return "drain";
    case "stop":
      return "stop";
    case "start":
      // The program's `start` lasts until the product is ready; what is before it ends with the start.
      return step === "start" ? "ready" : "start";
    case "join":
      return step === "stable" ? "stable" : "enabled";
    default:
      return undefined;
  }
}

function isOfStep({ phase }: JournalEntry): boolean {
  return phase === "begin" || phase === "end" || phase === "fail";
}

/** What every node did in a roll and when, in the order in which the nodes went. */
export function planTimeline(journal: readonly JournalEntry[], load: TimelineLoad): TimelineRow[] {
  const entries = journal.filter(isOfStep).flatMap(({ t, ...entry }) => {
    const phase = phaseOf({ t, ...entry });
    return phase ? [{ ...entry, phase, atMs: Date.parse(t) }] : [];
  });
  const rollStartMs = entries[0]?.atMs ?? 0;
  const loadStartMs = Date.parse(load.startedAt);
  return [...new Set(entries.map(({ node }) => node))].map((node) => {
    const own = entries.filter((entry) => entry.node === node);
    const spans = phases.flatMap((phase) => {
      const times = own.filter((entry) => entry.phase === phase).map(({ atMs }) => atMs);
      const [first] = times;
      const last = times.at(-1);
      if (first === undefined || last === undefined) return [];
      return [[phase, { endedSec: (last - rollStartMs) / 1000, tookSec: (last - first) / 1000 }] as const];
    });
    const fromSec = Math.floor(((own[0]?.atMs ?? 0) - loadStartMs) / 1000);
    const toSec = Math.floor(((own.at(-1)?.atMs ?? 0) - loadStartMs) / 1000);
    const beside = load.series.filter(({ t }) => t >= fromSec && t <= toSec);
    return {
      node,
      phases: Object.fromEntries(spans),
      requests: beside.reduce((sum, { requests }) => sum + requests, 0),
      failures: beside.reduce((sum, { failures }) => sum + failures, 0),
    };
  });
}
