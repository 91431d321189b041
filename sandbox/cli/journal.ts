import { readFile } from "node:fs/promises";
import type { JournalEntry } from "../../components/remote/journal";
import { parseJournal } from "../../components/report/read-journal";

/** Reads a journal; one that nobody has written to is empty. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return parseJournal(text);
}
