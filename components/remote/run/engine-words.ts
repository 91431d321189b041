import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process's command line; empty where it can't be read. */
export type ReadWords = (pid: number) => readonly string[];

/** Options of the engine that may stand before its command and take the next word. */
const globalWithValue = new Set(["-C", "--cwd", "--color", "--tracing", "--profiling", "--otel-traces"]);
const globalNumbers = new Set(["-v", "--verbose", "--memprofilerate"]);

/** What narrows a `destroy` to a part of the stack. */
const narrowing = /^(--target|-t|--exclude|-x)(=|$)/;

/** Words of an engine: its command, and what else there is; undefined for another program. */
function parseWords(words: readonly string[]): { command: string; args: readonly string[] } | undefined {
  const [program = "", ...args] = words;
  if (!/(^|\/)pulumi(\.exe)?$/.test(program)) return undefined;
  const isCommand = (word: string, index: number) => {
    const before = args[index - 1] ?? "";
    return !word.startsWith("-") && !globalWithValue.has(before) && !globalNumbers.has(before);
  };
  return { command: args.find(isCommand) ?? "", args };
}

/** Whether these are the words of an engine that was asked to destroy a whole stack. */
export function destroysAll(words: readonly string[]): boolean {
  const { command = "", args = [] } = parseWords(words) ?? {};
  return ["destroy", "down", "dn"].includes(command) && !args.some((word) => narrowing.test(word));
}

/**
 * Whether an engine with these words goes on after errors. It then never ends an update in which the delete of a
 * replacement has failed: it waits for an answer that the steps after it would have given
 * (pulumi/pulumi#16373; seen with 3.259, and 3.276 has the same code).
 */
export function goesOnAfterErrors(words: readonly string[], isSetInEnvironment: boolean): boolean {
  const { command = "", args = [] } = parseWords(words) ?? {};
  const given = args.findLast((word) => /^--continue-on-error(=|$)/.test(word));
  const isOn = given ? !/=(false|f|0)$/i.test(given) : isSetInEnvironment;
  return isOn && ["up", "update"].includes(command);
}

export const readWords: ReadWords = (pid) => {
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
    }
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
  } catch {
    return [];
  }
};
