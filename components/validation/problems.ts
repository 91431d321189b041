/** One thing that is wrong with an input: where, and what was got and what is allowed. */
export interface Problem {
  /** Path of the property, `listeners[0].port`. */
  readonly propertyPath: string;
  readonly reason: string;
}

/** Collects problems, so that a user sees all of them at once. */
export class Problems {
  readonly list: Problem[] = [];

  /** Notes a problem unless `ok`. */
  require(ok: boolean, propertyPath: string, reason: string): void {
    if (!ok) this.list.push({ propertyPath, reason });
  }

  /** Notes a number that is not whole or not within these bounds, both allowed. */
  integer(value: number, propertyPath: string, from: number, to: number): void {
    this.require(
      Number.isInteger(value) && value >= from && value <= to,
      propertyPath,
      `got ${value}; a whole number from ${from} to ${to} is needed`,
    );
  }

  /** Notes a text that the pattern does not match. @param meaning What is needed, for the message. */
  matches(value: string, propertyPath: string, pattern: RegExp, meaning: string): void {
    this.require(pattern.test(value), propertyPath, `got ${JSON.stringify(value)}; ${meaning} is needed`);
  }
}

/** All problems as one message, a line each. */
export function renderProblems(subject: string, problems: readonly Problem[]): string {
  return [`${subject}:`, ...problems.map((each) => `  ${each.propertyPath}: ${each.reason}`)].join("\n");
}
