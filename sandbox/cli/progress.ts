/** Takes one line of progress. */
export type Say = (line: string) => void;

/** Says lines beside a command's result, which standard output is for. */
export function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Lines for the operator, each with the time since the command began. */
export class Progress {
  private readonly startedAt = performance.now();

  constructor(private readonly write: (text: string) => void = (text) => process.stdout.write(text)) {}

  readonly say: Say = (line) => {
    const seconds = ((performance.now() - this.startedAt) / 1000).toFixed(1);
    for (const each of line.split("\n")) this.write(`${seconds.padStart(6)} s  ${each}\n`);
  };

  /** Runs a part of the work and says how long it took, when that was worth mentioning. */
  async timed<T>(what: string, work: () => Promise<T>): Promise<T> {
    const before = performance.now();
    const result = await work();
    const seconds = (performance.now() - before) / 1000;
    if (seconds > 1) this.say(`${what}: ${seconds.toFixed(1)} s`);
    return result;
  }
}
