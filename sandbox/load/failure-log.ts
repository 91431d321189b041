import type { FailureGroup, LoadFailure } from "./report";

const examplesKept = 5;

/** Failures by cause: how many, and the first few of each. */
export class FailureLog {
  readonly #groups = new Map<string, { count: number; examples: LoadFailure[] }>();

  add(failure: LoadFailure): void {
    const group = this.#groups.get(failure.cause) ?? { count: 0, examples: [] };
    group.count += 1;
    if (group.examples.length < examplesKept) group.examples.push(failure);
    this.#groups.set(failure.cause, group);
  }

  /** The most frequent cause first. */
  groups(): FailureGroup[] {
    return [...this.#groups].map(([cause, group]) => ({ cause, ...group })).sort((a, b) => b.count - a.count);
  }
}
