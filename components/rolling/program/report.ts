import { appendFileSync } from "node:fs";
import { describeError } from "./roll-error";

/** Where a command tells what it does. */
export interface ReportOptions {
  readonly command: string;
  /** Takes one line for the operator. */
  readonly write: (line: string) => void;
  /** File that gets one JSON line a step. @default none */
  readonly journal?: string;
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
    const seconds = ((this.now() - this.startedAt) / 1000).toFixed(1);
    this.options.write(`${node.padEnd(9)} ${step.padEnd(10)} ${detail}  +${seconds} s`);
  }

  /** Runs a step; its line appears at the end, with what the work says about it. */
  async step<T>(
    node: string,
    step: string,
    work: () => Promise<T>,
    detail: (result: T) => string,
  ): Promise<T> {
    this.journal(node, step, "begin", "");
    try {
      const result = await work();
      const text = detail(result);
      this.line(node, step, text);
      this.journal(node, step, "end", text);
      return result;
    } catch (error) {
      this.journal(node, step, "fail", describeError(error));
      throw error;
    }
  }

  private journal(node: string, step: string, phase: "begin" | "end" | "fail", detail: string): void {
    if (!this.options.journal) return;
    const entry = {
      t: new Date().toISOString(),
      node,
      command: this.options.command,
      step,
      phase,
      detail,
    };
    // One write on an append-only handle: lines of commands that run side by side never mix.
    appendFileSync(this.options.journal, `${JSON.stringify(entry)}\n`);
  }

  private now(): number {
    return (this.options.now ?? (() => performance.now()))();
  }
}
