/** Tells from a row of samples how long a node has had nothing to do. */
export class QuietWatch {
  private busyAt: number;
  private requests: number | undefined;

  /** @param now Milliseconds. */
  constructor(now: number) {
    this.busyAt = now;
  }

  /**
   * @param requests Requests so far, on all balancers together.
   * @param inFlight Requests at this moment, on all balancers together.
   * @returns for how many seconds there was neither.
   */
  sample(now: number, requests: number, inFlight: number): number {
    // The first sample has nothing to compare with: quiet is counted from there.
    if (inFlight > 0 || requests !== this.requests) this.busyAt = now;
    this.requests = requests;
    return (now - this.busyAt) / 1000;
  }
}
