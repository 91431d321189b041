import { createHistogram } from "node:perf_hooks";
import { FailureLog } from "./failure-log";
import type { StandInAnswer } from "./judge-answer";
import type { LoadPlan } from "./options";
import type { LoadFailure, LoadReport, LoadSample, RequestKind, SessionMove } from "./report";
import { SampleSeries } from "./sample-series";

/** How one request ended. */
export interface Outcome {
  readonly kind: RequestKind;
  readonly isPost: boolean;
  readonly latencyMs: number;
  readonly answer?: StandInAnswer;
  readonly failure?: Omit<LoadFailure, "atSec" | "kind">;
  /** The client's answer before this one, where its session began anew. */
  readonly movedFrom?: StandInAnswer;
}

const movesKept = 20;

/** Adds up outcomes as they come; its clock is seconds since the start of the load. */
export class Recorder {
  readonly #byKind: Record<RequestKind, { requests: number; failed: number }> = {
    session: { requests: 0, failed: 0 },
    fresh: { requests: 0, failed: 0 },
    slow: { requests: 0, failed: 0 },
  };
  readonly #byNode: Record<string, number> = {};
  readonly #byVersion: Record<string, number> = {};
  readonly #failures = new FailureLog();
  readonly #moves: SessionMove[] = [];
  readonly #latencyUs = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });
  readonly #series: SampleSeries;
  #sessionsMoved = 0;
  #posts = 0;

  constructor(
    private readonly plan: LoadPlan,
    private readonly nowSec: () => number,
    onSample?: (sample: LoadSample) => void,
  ) {
    this.#series = new SampleSeries(onSample);
  }

  record(outcome: Outcome): void {
    const atSec = this.nowSec();
    const { kind, answer, failure, movedFrom } = outcome;
    this.#byKind[kind].requests += 1;
    if (outcome.isPost) this.#posts += 1;
    if (failure) {
      this.#byKind[kind].failed += 1;
      this.#failures.add({ ...failure, kind, atSec: round(atSec) });
    }
    if (answer) {
      this.#byNode[answer.node] = (this.#byNode[answer.node] ?? 0) + 1;
      this.#byVersion[answer.version] = (this.#byVersion[answer.version] ?? 0) + 1;
    }
    if (answer && movedFrom) {
      this.#sessionsMoved += 1;
      const move = { atSec: round(atSec), from: movedFrom.node, to: answer.node };
      if (this.#moves.length < movesKept) this.#moves.push(move);
    }
    const quick = answer && kind !== "slow";
    if (quick) this.#latencyUs.record(Math.max(1, Math.round(outcome.latencyMs * 1000)));
    this.#series.add(atSec, {
      failed: failure !== undefined,
      node: answer?.node,
      latencyMs: quick ? outcome.latencyMs : undefined,
    });
  }

  /** Hands on the seconds that are over. */
  advance(): void {
    this.#series.closeBefore(this.nowSec());
  }

  report(startedAt: Date, stopped: boolean): LoadReport {
    const seconds = this.nowSec();
    this.#series.closeAll(seconds);
    const kinds = Object.values(this.#byKind);
    return {
      url: this.plan.url,
      host: this.plan.host,
      startedAt: startedAt.toISOString(),
      seconds: round(seconds),
      ratePerSec: this.plan.ratePerSec,
      stopped,
      requests: kinds.reduce((sum, { requests }) => sum + requests, 0),
      failed: kinds.reduce((sum, { failed }) => sum + failed, 0),
      byKind: this.#byKind,
      posts: this.#posts,
      byNode: sorted(this.#byNode),
      byVersion: sorted(this.#byVersion),
      failures: this.#failures.groups(),
      sessionsMoved: this.#sessionsMoved,
      moves: this.#moves,
      latencyMs: this.#latency(),
      series: this.#series.samples,
    };
  }

  #latency(): LoadReport["latencyMs"] {
    const histogram = this.#latencyUs;
    if (histogram.count === 0) return null;
    const ms = (percent: number) => Math.round(histogram.percentile(percent) / 100) / 10;
    return { p50: ms(50), p90: ms(90), p99: ms(99), max: ms(100) };
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}
