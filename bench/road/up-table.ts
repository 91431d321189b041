import type { ProfilePart } from "./profile";

export interface UpResult {
  readonly turns: number;
  readonly limitSec: number;
  /** Medians. */
  readonly unchangedSec: number;
  readonly rollSec: number;
  /** Of the roll in the middle. */
  readonly profile: readonly ProfilePart[];
}

/** Two Markdown tables: what an `up` is compared with, and where its time goes. */
export function renderUps({ turns, limitSec, unchangedSec, rollSec, profile }: UpResult): string {
  const sum = limitSec + unchangedSec;
  const row = (what: string, seconds: number, of: number) =>
    `| ${what} | ${seconds.toFixed(1)} | ${(seconds / of).toFixed(2)} |`;
  const whole = profile.reduce((all, { seconds }) => all + seconds, 0);
  return [
    `Whole \`pulumi up\`, three nodes, medians of ${turns} in turns:`,
    "",
    "| | seconds | of the sum |",
    "|---|--:|--:|",
    row("limit: start and checks of each node in turn", limitSec, sum),
    row("`up` without a change", unchangedSec, sum),
    row("sum of the two", sum, sum),
    row("`up` that rolls a version", rollSec, sum),
    "",
    "Where its time goes, of the roll in the middle:",
    "",
    "| | seconds | of the whole |",
    "|---|--:|--:|",
    ...profile.map(({ what, seconds }) => row(what, seconds, whole)),
  ].join("\n");
}
