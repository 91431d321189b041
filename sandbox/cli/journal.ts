import { readFile } from "node:fs/promises";

/** One line of the roll program's journal. */
export interface JournalEntry {
  /** ISO 8601. */
  readonly t: string;
  readonly node: string;
  /** Of the roll program: `leave`, `stop`, `start`, `join`. */
  readonly command: string;
  readonly step: string;
  readonly phase: "begin" | "end" | "fail";
  readonly detail: string;
}

/** The entries of a journal; a line that a kill cut short is left out. */
export function parseJournal(text: string): JournalEntry[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line.trim() === "" ? [] : [JSON.parse(line) as JournalEntry];
    } catch {
      return [];
    }
  });
}

/** Reads a journal; one that nobody has written to is empty. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return parseJournal(text);
}
