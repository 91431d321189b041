/**
 * What a request stands for: a client that keeps its connection and its session, a visitor who comes on a
 * connection of his own, a client whose answer takes long.
 */
export type RequestKind = "session" | "fresh" | "slow";

export interface LoadFailure {
  /** Seconds since the start of the load. */
  readonly atSec: number;
  /** Groups failures: `ECONNRESET`, `timeout`, `status 502`, `wrong body`, `not sent`. */
  readonly cause: string;
  readonly detail: string;
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  /** The answer's X-Served-By, where there was an answer. */
  readonly servedBy: string | null;
  /** Whether an earlier request had gone over the same connection. */
  readonly reusedConnection: boolean;
}

export interface FailureGroup {
  readonly cause: string;
  readonly count: number;
  /** The first few. */
  readonly examples: readonly LoadFailure[];
}

/** A client found itself in a new session, or in one that had forgotten its requests. No failure. */
export interface SessionMove {
  readonly atSec: number;
  readonly from: string;
  readonly to: string;
}

/** What ended in one second. */
export interface LoadSample {
  /** The second, counted from the start of the load. */
  readonly t: number;
  readonly requests: number;
  readonly failures: number;
  /** Of the good answers that were not asked to be slow; null without any. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Good answers by node. */
  readonly perNode: Readonly<Record<string, number>>;
}

/** Plain values: can be written as JSON. */
export interface LoadReport {
  readonly url: string;
  readonly host: string;
  /** ISO 8601; `t` and `atSec` count from here. */
  readonly startedAt: string;
  /** From the first request sent to the last answer. */
  readonly seconds: number;
  readonly ratePerSec: number;
  /** Whether the load was stopped before its time. */
  readonly stopped: boolean;
  readonly requests: number;
  readonly failed: number;
  readonly byKind: Readonly<Record<RequestKind, { readonly requests: number; readonly failed: number }>>;
  readonly posts: number;
  /** Good answers by node. */
  readonly byNode: Readonly<Record<string, number>>;
  /** Good answers by version. */
  readonly byVersion: Readonly<Record<string, number>>;
  readonly failures: readonly FailureGroup[];
  readonly sessionsMoved: number;
  /** The first of them. */
  readonly moves: readonly SessionMove[];
  /** Of the good answers that were not asked to be slow; null without any. */
  readonly latencyMs: {
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
    readonly max: number;
  } | null;
  readonly series: readonly LoadSample[];
}
