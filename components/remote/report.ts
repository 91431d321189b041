import { appendEntry, type JournalEntry } from "./journal";
import type { PlanFacts } from "./plan-facts";
import { describeError, failureOf } from "./roll-error";

/** Where a command tells what it does. */
export interface ReportOptions {
  readonly command: string;
  /** Takes one line for the operator. */
  readonly write: (line: string) => void;
  /** File that gets one JSON line a step. @default none */
  readonly journal?: string;
  /** The roll that the command is part of. @default not said */
  readonly run?: string;
  /** @default nothing is known of the plan */
  readonly facts?: PlanFacts;
  /** Milliseconds on a clock that never goes back. @default performance.now */
  readonly now?: () => number;
}

/** Tells the operator each step as it happens, and the journal when it began and ended. */
export class Report {
  private readonly startedAt: number;

  constructor(private readonly options: ReportOptions) {
    this.startedAt = this.now();
  }

  /** One line now. */
  line(node: string, step: string, detail: string): void {
    this.print(node, step, detail);
    this.journal({ node, step, phase: "note", detail });
  }

  /** Runs a step; its line appears at the end, with what the work says about it. */
  async step<T>(
    node: string,
    step: string,
    work: () => Promise<T>,
    detail: (result: T) => string,
  ): Promise<T> {
    this.journal({ node, step, phase: "begin", detail: "" });
    try {
      const result = await work();
      const text = detail(result);
      this.print(node, step, text);
      this.journal({ node, step, phase: "end", detail: text });
      return result;
    } catch (error) {
      this.journal({ node, step, phase: "fail", detail: describeError(error) });
      throw error;
    }
  }

  /** The command failed, in a step or between two. The operator's lines come with the error itself. */
  stopped(error: unknown): void {
    const { logLines: _, ...failure } = failureOf(this.options.command, error);
    const node = this.options.facts?.node ?? failure.node ?? "";
    this.journal({ node, step: failure.step, phase: "stopped", detail: describeError(error), failure });
  }

  private print(node: string, step: string, detail: string): void {
    const seconds = ((this.now() - this.startedAt) / 1000).toFixed(1);
    const progress = this.options.facts?.progress;
    const tail = progress === undefined ? "" : `  (${progress})`;
    this.options.write(`${node.padEnd(9)} ${step.padEnd(10)} ${detail}  +${seconds} s${tail}`);
  }

  private journal(entry: Pick<JournalEntry, "node" | "step" | "phase" | "detail" | "failure">): void {
    const { journal, command, run, facts } = this.options;
    if (!journal) return;
    const { version, progress } = facts ?? {};
    appendEntry(journal, { t: new Date().toISOString(), run, command, ...entry, version, progress });
  }

  private now(): number {
    return (this.options.now ?? (() => performance.now()))();
  }
}
