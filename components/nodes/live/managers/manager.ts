/** How one service is, as its manager tells. */
export interface ServiceState {
  /** `stopped` and `failed`: nothing runs, and the manager starts nothing by itself. */
  readonly phase: "stopped" | "starting" | "running" | "stopping" | "failed";
  /** Of its main process, as far as the manager knows it. */
  readonly pid?: number;
  /** The manager's own words, for messages: `unit active`. */
  readonly words: string;
}

/**
 * What starts and stops one service: shell text that asks, and a reader of the answer. No request is
 * waited for on the machine; the roll polls, as most managers' commands return at once.
 */
export interface ServiceManager {
  /** As messages call the service. */
  readonly label: string;
  /** Whether the state can be read by root only. */
  readonly stateNeedsRoot: boolean;
  renderState(): string;
  parseState(text: string): ServiceState;
  /** As root. */
  renderStart(): string;
  /** As root; fine for a service that does not run. */
  renderStop(): string;
  /** As root: its last lines, where the plan names no log. */
  renderLog(lineCount: number): string;
}
