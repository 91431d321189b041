/** How a hook's command ended. */
export interface HookRun {
  /** Its status; none when the time was over. */
  readonly code?: number;
  /** Both of its output streams. */
  readonly output: string;
}
