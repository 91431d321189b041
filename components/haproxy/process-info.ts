/** What one HAProxy process says of itself. */
export interface ProcessInfo {
  readonly pid?: number;
  /** Processes that share the configuration's work (`nbproc`, gone in 2.5). */
  readonly processes: number;
  /** Of its configuration; empty when that says nothing. */
  readonly description: string;
}

/** A process that was asked over its socket. */
export interface AskedProcess {
  readonly socketPath: string;
  /** What it says it is; in a container it has another number outside. */
  readonly pid?: number;
}

/** Reads the answer to `show info`. */
export function parseInfo(text: string): ProcessInfo {
  const value = (key: string) => new RegExp(`^${key}: (.*)$`, "m").exec(text)?.[1]?.trim();
  const pid = Number(value("Pid"));
  return {
    ...(pid > 0 ? { pid } : {}),
    processes: Number(value("Nbproc") ?? 1),
    description: value("description") ?? "",
  };
}
