import type { JournalEntry } from "../remote/journal";

const phases: readonly unknown[] = ["begin", "end", "fail", "note", "stopped"];

/** The entries of a journal. A line that a kill cut short is left out, and what is no entry. */
export function parseJournal(text: string): JournalEntry[] {
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    try {
      const entry: unknown = JSON.parse(line);
      return isEntry(entry) ? [entry] : [];
    } catch {
      return [];
    }
  });
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const { t, node, command, step, phase, detail } = value as Record<string, unknown>;
  const texts = [t, node, command, step, detail].every((each) => typeof each === "string");
  return texts && phases.includes(phase) && !Number.isNaN(Date.parse(String(t)));
}

/** The entries of the roll that was written last; all of them where the journal does not name rolls. */
export function lastRun(entries: readonly JournalEntry[]): JournalEntry[] {
  const run = entries.at(-1)?.run;
  return entries.filter((entry) => entry.run === run);
}
