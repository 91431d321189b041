interface Session {
  /** Whether it is open for as long as somebody works under it, as a lock is. */
  readonly stays: boolean;
}

/** How many sessions a machine's sshd lets be open on one connection; learnt from the first one that it refuses. */
export class Sessions {
  private readonly open = new Set<Session>();
  private limit = Number.POSITIVE_INFINITY;
  private waiting: (() => void)[] = [];

  /** Waits until one more may be tried; not for sessions that all stay. */
  async next(): Promise<"free" | "all stay"> {
    while (this.open.size >= this.limit) {
      if ([...this.open].every(({ stays }) => stays)) return "all stay";
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return "free";
  }

  begin(stays: boolean): { readonly end: () => void } {
    const session = { stays };
    this.open.add(session);
    const end = () => {
      this.open.delete(session);
      const waiting = this.waiting;
      this.waiting = [];
      for (const go of waiting) go();
    };
    return { end };
  }

  /** @returns whether that was because of others of this connection */
  refused(): boolean {
    this.limit = Math.max(1, Math.min(this.limit, this.open.size));
    return this.open.size > 0;
  }
}
