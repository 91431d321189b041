import { performance } from "node:perf_hooks";

/**
 * Calls `beat(0)`, `beat(1)`, ... `beat(count - 1)`, each at its own time from the start, however long the
 * beats take; late ones follow at once. Ends after the last, or when the signal is given.
 */
export function metronome(
  { everyMs, count, signal }: { everyMs: number; count: number; signal: AbortSignal },
  beat: (index: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const start = performance.now();
    let next = 0;
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      resolve();
    };
    const tick = () => {
      const elapsedMs = performance.now() - start;
      while (next < count && next * everyMs <= elapsedMs && !signal.aborted) {
        beat(next);
        next += 1;
      }
      if (next >= count || signal.aborted) stop();
      else timer = setTimeout(tick, Math.max(1, next * everyMs - elapsedMs));
    };
    signal.addEventListener("abort", stop);
    tick();
  });
}
