import type { RollRun } from "./roll-run";

/** A look is two small files; elsewhere it is a program. */
const lookEveryMs = process.platform === "linux" ? 200 : 1000;

/**
 * Aborts when the run that a command is part of ends under it, as after Ctrl-C or a kill of the engine: nobody would
 * ever do what comes next, so the command undoes what it began.
 *
 * @returns a signal that is also aborted with the given one, and what ends the watch.
 */
export function watchRun(
  run: Pick<RollRun, "isHere">,
  signal: AbortSignal,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const ended = new AbortController();
  const timer = setInterval(() => {
    if (run.isHere()) return;
    clearInterval(timer);
    ended.abort(new Error("interrupted: the run that started this command was stopped or has ended"));
  }, lookEveryMs);
  timer.unref();
  return { signal: AbortSignal.any([signal, ended.signal]), stop: () => clearInterval(timer) };
}
