/** What clients saw beside a roll, on its clock. */
export interface ReportLoad {
  readonly requests: number;
  readonly failed: number;
  /** What was to be sent. */
  readonly ratePerSec?: number;
  readonly failures: readonly LoadFailureGroup[];
  readonly samples: readonly ReportSample[];
}

export interface LoadFailureGroup {
  readonly cause: string;
  readonly count: number;
  /** The first of them. */
  readonly examples: readonly { readonly atSec: number; readonly text: string }[];
}

/** What ended in one second. */
export interface ReportSample {
  /** The second's begin. */
  readonly sec: number;
  readonly requests: number;
  readonly failures: number;
  /** Undefined without a good answer. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
}
