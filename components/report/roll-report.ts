import type { ReportLoad } from "./report-load";

/** The data of a report: what `roll-report.json` holds. All times are seconds since the roll's first step. */
export interface RollReport {
  /** Of this shape; a change that breaks readers raises it. */
  readonly format: "pulumi-wso2/roll-report/1";
  readonly verdict: Verdict;
  /** The roll's first step, ISO 8601. */
  readonly startedAt: string;
  readonly totals: ReportTotals;
  /** Every machine that the roll touched, in its order. */
  readonly nodes: readonly ReportNode[];
  readonly steps: readonly ReportStep[];
  /** What commands told besides their steps: sessions left, what was undone, what was skipped. */
  readonly notes: readonly ReportNote[];
  readonly failures: readonly ReportFailure[];
  /** In order; empty when the roll did not tell them. */
  readonly batches: readonly ReportBatch[];
  /** What clients saw; undefined when no load ran. */
  readonly load?: ReportLoad;
}

/**
 * - `rolled`: all that was begun is done, and no request failed.
 * - `lost`: the same, but requests failed.
 * - `stopped`: a step failed and was not done since.
 * - `unfinished`: a step was begun and has no end: it runs, or was killed.
 * - `empty`: nothing happened.
 */
export type Outcome = "rolled" | "lost" | "stopped" | "unfinished" | "empty";

export interface Verdict {
  readonly outcome: Outcome;
  /** `Rolled 3 nodes from 4.3.0 to 4.4.0 in 1 min 6 s; 8,013 requests, 0 failed` */
  readonly text: string;
}

export interface ReportTotals {
  readonly seconds: number;
  /** Back in service, after they were out. */
  readonly rolled: number;
  /** In service for the first time. */
  readonly added: number;
  /** Out of service for good. */
  readonly removed: number;
  readonly steps: number;
  readonly failedSteps: number;
  /** Versions that were stopped and started. */
  readonly fromVersions: readonly string[];
  readonly toVersions: readonly string[];
  /** The most nodes that were drained or out at the same time. */
  readonly mostOutAtOnce: number;
}

/**
 * - `in service`: its last command brought it in.
 * - `out`: its last command took it out.
 * - `stopped`: a command failed on it and was not done since.
 * - `unfinished`: a step has no end.
 * - `prepared`: it was touched, its service was not.
 */
export type NodeOutcome = "in service" | "out" | "stopped" | "unfinished" | "prepared";

export interface ReportNode {
  readonly node: string;
  readonly outcome: NodeOutcome;
  readonly beginSec: number;
  readonly endSec: number;
  /** When it took no new clients; undefined as end when it does not yet again. */
  readonly out: readonly { readonly beginSec: number; readonly endSec?: number }[];
  /** Seconds by phase. */
  readonly phases: Readonly<Partial<Record<Phase, number>>>;
  /** The number of its batch, from 1. */
  readonly batch?: number;
}

/** What a step is for. */
export const phases = [
  "prepare",
  "balancer",
  "drain",
  "take out",
  "stop",
  "change",
  "start",
  "enable",
  "stable",
  "hook",
  "other",
] as const;
export type Phase = (typeof phases)[number];

export interface ReportStep {
  readonly node: string;
  readonly command: string;
  readonly step: string;
  readonly phase: Phase;
  readonly beginSec: number;
  /** Undefined when it has no end: it runs, or was killed. */
  readonly endSec?: number;
  readonly outcome: "done" | "failed" | "unfinished";
  readonly detail: string;
}

export interface ReportNote {
  readonly atSec: number;
  readonly node: string;
  readonly command: string;
  readonly step: string;
  readonly detail: string;
}

export interface ReportFailure {
  readonly atSec: number;
  readonly node: string;
  readonly command: string;
  readonly step: string;
  readonly expected: string;
  readonly seen: string;
  readonly next: string;
  /** The same command was done on the same node later. */
  readonly resolved: boolean;
}

export interface ReportBatch {
  readonly number: number;
  readonly nodes: readonly string[];
  readonly beginSec: number;
  readonly endSec: number;
}
