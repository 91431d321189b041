import type { JournalEntry } from "../../components/remote/journal";

/** Seconds from the first drain of the last roll to its last node being in service: the part without the engine's start and end. */
export function rollSpanSec(journal: readonly JournalEntry[]): number {
  const run = journal.at(-1)?.run;
  const times = journal
    .filter((entry) => entry.run === run && ["leave", "join"].includes(entry.command))
    .map(({ t }) => Date.parse(t));
  return (Math.max(...times) - Math.min(...times)) / 1000;
}
