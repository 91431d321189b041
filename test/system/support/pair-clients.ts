import { Agent, get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** What clients saw of a pair's address while something happened to it. */
export interface PairReport {
  readonly requests: number;
  /** Of those that failed, each as the client was told. */
  readonly lost: readonly string[];
  /** Longest time in which no client got an answer, in milliseconds. */
  readonly longestSilenceMs: number;
}

/** As docs/haproxy-pair.md has them, and how requests were lost. */
export function renderReports(reports: Readonly<Record<string, PairReport>>): string {
  const rows = Object.entries(reports).map(
    ([what, { requests, lost, longestSilenceMs }]) =>
      `| ${what} | ${requests} | ${lost.length} | ${(longestSilenceMs / 1000).toFixed(1)} s |`,
  );
  const kinds = Object.entries(reports).map(
    ([what, { lost }]) => `${what}: ${[...new Set(lost)].join("; ")}`,
  );
  return ["what happened | requests | lost | longest time without an answer", ...rows, ...kinds].join("\n");
}

const timeoutMs = 60_000;

/** Drives 8 clients that keep their connection, 4 that open one for each request, and two with slow requests. */
export class PairClients {
  private readonly ended = new AbortController();
  private readonly lost: string[] = [];
  private requests = 0;
  private answeredAt = performance.now();
  private longestSilenceMs = 0;
  private readonly running: Promise<unknown>;

  constructor(private readonly address: string) {
    const clients = [
      ...Array.from({ length: 8 }, () => this.client(20, true)),
      ...Array.from({ length: 4 }, () => this.client(5, false)),
      this.client(1500, true),
      // Longer than the first pause of a planned move: `pauseSec`.
      this.client(8000, false),
    ];
    this.running = Promise.all(clients);
  }

  /** Ends them once each has its answer. */
  async stop(): Promise<PairReport> {
    this.silence();
    this.ended.abort();
    await this.running;
    const { requests, lost, longestSilenceMs } = this;
    return { requests, lost, longestSilenceMs: Math.round(longestSilenceMs) };
  }

  private async client(delayMs: number, keepAlive: boolean): Promise<void> {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    while (!this.ended.signal.aborted) {
      this.requests++;
      try {
        await this.ask(agent, delayMs);
        if (!this.ended.signal.aborted) this.silence();
      } catch (error) {
        this.lost.push((error as Error).message);
        await delay(100);
      }
    }
    agent.destroy();
  }

  private silence(): void {
    const now = performance.now();
    this.longestSilenceMs = Math.max(this.longestSilenceMs, now - this.answeredAt);
    this.answeredAt = now;
  }

  private ask(agent: Agent, delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const options = { host: this.address, path: `/?ms=${delayMs}`, agent, timeout: timeoutMs };
      const request = get(options, (response) => {
        response.resume();
        response.on("error", reject).on("end", () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`status ${response.statusCode}`));
        });
      });
      request.on("timeout", () => request.destroy(new Error("no answer")));
      const began = performance.now();
      request.on("error", (error: NodeJS.ErrnoException) => {
        const on = request.reusedSocket ? "a kept connection" : "a new connection";
        const afterMs = Math.round(performance.now() - began);
        reject(new Error(`${error.code ?? error.message} on ${on} after ${afterMs} ms`));
      });
    });
  }
}
