import { appendFileSync } from "node:fs";
import type { RollFailure } from "./roll-error";

/**
 * - `begin`, `end`, `fail`: of a step.
 * - `note`: something worth telling in between, such as the sessions that are left.
 * - `stopped`: the command as a whole failed; the roll goes no further.
 */
export type JournalPhase = "begin" | "end" | "fail" | "note" | "stopped";

/**
 * One line of the journal. It holds no secret: neither a plan nor lines of a product's log.
 * Readers leave out properties that they don't know.
 */
export interface JournalEntry {
  /** ISO 8601. */
  readonly t: string;
  /** The same for all commands of one roll. */
  readonly run?: string;
  /** The machine's key: `node1`, `haproxy2`. */
  readonly node: string;
  /** Of the roll program: `leave`, `stop`, `start`, `join`. */
  readonly command: string;
  readonly step: string;
  readonly phase: JournalPhase;
  readonly detail: string;
  /** The product's version that the command handles: the new one of a `start`, the old one of a `stop`. */
  readonly version?: string;
  /** Where the roll is: `batch 2/3, node 4/5`. */
  readonly progress?: string;
  /** Of `stopped`: what was expected and seen, and how to go on. */
  readonly failure?: Omit<RollFailure, "logLines">;
}

/** One write on an append-only handle: lines of commands that run side by side never mix. */
export function appendEntry(path: string, entry: JournalEntry): void {
  appendFileSync(path, `${JSON.stringify(entry)}\n`);
}
