import type { LoadSample } from "./report";

interface OpenSecond {
  requests: number;
  failures: number;
  readonly perNode: Record<string, number>;
  readonly latenciesMs: number[];
}

/** What ended in each second, second by second; a second in which nothing ended is there too. */
export class SampleSeries {
  readonly samples: LoadSample[] = [];
  #open = emptySecond();

  constructor(private readonly onSample: (sample: LoadSample) => void = () => {}) {}

  add(
    atSec: number,
    ended: { failed: boolean; node?: string | undefined; latencyMs?: number | undefined },
  ): void {
    this.closeBefore(atSec);
    const { perNode, latenciesMs } = this.#open;
    this.#open.requests += 1;
    if (ended.failed) this.#open.failures += 1;
    if (ended.node !== undefined) perNode[ended.node] = (perNode[ended.node] ?? 0) + 1;
    if (ended.latencyMs !== undefined) latenciesMs.push(ended.latencyMs);
  }

  /** Closes all seconds that are over at that time. */
  closeBefore(atSec: number): void {
    while (this.samples.length < Math.floor(atSec)) this.#close();
  }

  /** Closes the last second too, if anything ended in it. */
  closeAll(atSec: number): void {
    this.closeBefore(atSec);
    if (this.#open.requests > 0) this.#close();
  }

  #close(): void {
    const { requests, failures, perNode, latenciesMs } = this.#open;
    const ordered = latenciesMs.sort((a, b) => a - b);
    const [p50Ms, p99Ms] = [percentile(ordered, 50), percentile(ordered, 99)];
    const sample = { t: this.samples.length, requests, failures, p50Ms, p99Ms, perNode };
    this.samples.push(sample);
    this.#open = emptySecond();
    this.onSample(sample);
  }
}

const emptySecond = (): OpenSecond => ({ requests: 0, failures: 0, perNode: {}, latenciesMs: [] });

function percentile(ordered: readonly number[], percent: number): number | null {
  const value = ordered[Math.ceil((ordered.length * percent) / 100) - 1];
  return value === undefined ? null : Math.round(value * 10) / 10;
}
