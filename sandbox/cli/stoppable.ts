import type { ExecaChildProcess } from "execa";

/** Waits for a program, and asks it to end once the signal is aborted. */
export async function stoppable<T extends ExecaChildProcess>(
  child: T,
  stop: AbortSignal | undefined,
): Promise<Awaited<T>> {
  const end = () => child.kill("SIGTERM", { forceKillAfterTimeout: false });
  stop?.addEventListener("abort", end, { once: true });
  try {
    return await child;
  } finally {
    stop?.removeEventListener("abort", end);
  }
}
