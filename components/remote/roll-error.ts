/** What an operator needs to know of a failed step. */
export interface RollFailure {
  /** The machine's key. */
  readonly node?: string;
  readonly step: string;
  readonly expected: string;
  readonly seen: string;
  /** Last lines of the log that explains it. */
  readonly logLines?: readonly string[];
  /** How to go on or back, when it differs from running the same `pulumi up` again. */
  readonly next?: string;
}

/** A step that did not reach its aim. Its message never holds a secret. */
export class RollError extends Error {
  readonly failure: RollFailure;

  constructor(failure: RollFailure, options?: { cause?: unknown }) {
    super(
      `${failure.node ? `${failure.node}: ` : ""}${failure.step}: expected ${failure.expected}, saw ${failure.seen}`,
      options,
    );
    this.name = "RollError";
    this.failure = failure;
  }
}

/** One line for any thrown value. */
export function describeError(error: unknown): string {
  // Node gives no words of its own to what failed at each of several addresses.
  if (error instanceof AggregateError && !error.message) return error.errors.map(describeError).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** The same failure with more to say about what was seen. */
export function withSeen(error: unknown, step: string, addition: string): RollError {
  if (error instanceof RollError) {
    return new RollError({ ...error.failure, seen: `${error.failure.seen}; ${addition}` }, { cause: error });
  }
  return new RollError(
    { step, expected: "no error", seen: `${describeError(error)}; ${addition}` },
    { cause: error },
  );
}

/** What there is to say of an error that ended a command, with how to go on. */
export function failureOf(command: string, error: unknown): RollFailure & { readonly next: string } {
  const failure: RollFailure =
    error instanceof RollError
      ? error.failure
      : { step: command, expected: "no error", seen: describeError(error) };
  const goOn =
    command === "status" || command === "repair"
      ? "remove the cause and run the command again"
      : "remove the cause, then `pulumi up` goes on from here; with the old values it goes back";
  return { ...failure, next: failure.next ?? goOn };
}

/** The block that ends a failed command on standard error. */
export function renderFailure(command: string, error: unknown): string {
  const failure = failureOf(command, error);
  const lines = [
    `roll ${command} failed`,
    ...(failure.node ? [`  node:     ${failure.node}`] : []),
    `  step:     ${failure.step}`,
    `  expected: ${failure.expected}`,
    `  seen:     ${failure.seen}`,
    ...(failure.logLines?.length
      ? ["  last log lines:", ...failure.logLines.map((line) => `    ${line}`)]
      : []),
    `  next:     ${failure.next}`,
  ];
  return lines.join("\n");
}
