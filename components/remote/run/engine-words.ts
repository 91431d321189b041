import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process's command line; empty where it can't be read. */
export type ReadWords = (pid: number) => readonly string[];

/** Options of the engine that may stand before its command and take the next word. */
const globalWithValue = new Set(["-C", "--cwd", "--color", "--tracing", "--profiling", "--otel-traces"]);
const globalNumbers = new Set(["-v", "--verbose", "--memprofilerate"]);

/** What narrows a `destroy` to a part of the stack. */
const narrowing = /^(--target|-t|--exclude|-x)(=|$)/;

/** Whether these are the words of an engine that was asked to destroy a whole stack. */
export function destroysAll(words: readonly string[]): boolean {
  const [program = "", ...args] = words;
  const isCommand = (word: string, index: number) => {
    const before = args[index - 1] ?? "";
    return !word.startsWith("-") && !globalWithValue.has(before) && !globalNumbers.has(before);
  };
  const command = args.find(isCommand) ?? "";
  return (
    /(^|\/)pulumi(\.exe)?$/.test(program) &&
    ["destroy", "down", "dn"].includes(command) &&
    !args.some((word) => narrowing.test(word))
  );
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
