import { join } from "node:path";
import type { JournalEntry } from "../../components/remote/journal";
import type { LoadReport } from "../load";
import { readJournal } from "./journal";
import { journalPath } from "./open-sandbox";
import type { Say } from "./progress";

/**
 * Writes the report of what was rolled into the sandbox's state folder and says where it is. One that can't be
 * written is only told: it must not hide how the roll ended.
 *
 * @param since What the journal had before is of other rolls.
 */
export async function reportRoll(
  stateDir: string,
  since: Date,
  say: Say,
  load?: LoadReport,
): Promise<string | undefined> {
  const journal = await readJournal(journalPath(stateDir));
  const entries = journal.filter(({ t }) => Date.parse(t) >= since.getTime());
  if (!isWorthReporting(entries)) return undefined;
  try {
    const { page } = await write(entries, join(stateDir, "report"), load);
    say(`report: ${page}`);
    return page;
  } catch (error) {
    say(`no report: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A first deployment takes nothing out; there is nothing to show unless it failed. */
export function isWorthReporting(entries: readonly JournalEntry[]): boolean {
  return entries.some(({ command, phase }) => command === "leave" || phase === "stopped");
}

/** What draws is loaded here: it is large, and most commands draw nothing. */
async function write(entries: readonly JournalEntry[], folder: string, load: LoadReport | undefined) {
  const { planReport } = await import("../../components/report/plan-report");
  const { parseLoad } = await import("../../components/report/read-load");
  const { writeReport } = await import("../../components/report/write-report");
  const beside = load && parseLoad(JSON.stringify(load), "the load");
  return writeReport(planReport(entries, beside), folder);
}
