import { setTimeout as delay } from "node:timers/promises";
import { type LoadReport, runLoadInChild } from "../../sandbox/load";
import type { ChildLoadOptions } from "../../sandbox/load/child-messages";

/** Brings all nodes to a version that none of them has. */
export interface Contender {
  readonly name: string;
  roll(): Promise<void>;
}

/** How one contender did. */
export interface Result {
  readonly name: string;
  readonly seconds: number;
  readonly requests: number;
  readonly failed: number;
  /** The most frequent causes first. */
  readonly causes: readonly string[];
}

/** Load before a contender begins and after it has ended. */
const marginMs = 2000;
/** One request is always in flight for half a second; none is longer, as waiting for that is no contender's work. */
const slow = { everySec: 0.5, delayMs: 500 };

/** What every part of a benchmark is given. */
export interface Surroundings {
  readonly say: (line: string) => void;
  /** Aborted when the benchmark is to end early; everything is taken down then. */
  readonly stop: AbortSignal;
  /** For files of the benchmark; removed at its end. */
  readonly folder: string;
}

export type Target = Pick<ChildLoadOptions, "url" | "host" | "caFile">;

/** One after the other, each under the same load. @throws the first failure of a contender or of the load */
export async function race(
  contenders: readonly Contender[],
  target: Target,
  ratePerSec: number,
  { say, stop }: Surroundings,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, roll } of contenders) {
    const load = runLoadInChild({ ...target, ratePerSec, slow, seconds: 3600, sessionRequests: 15 });
    const broken = load.done.then(() => Promise.reject(new Error("the load ended before the roll")));
    broken.catch(() => undefined);
    let seconds = 0;
    const run = async () => {
      await delay(marginMs, undefined, { signal: stop });
      const start = performance.now();
      await roll();
      seconds = (performance.now() - start) / 1000;
      await delay(marginMs);
    };
    let report: LoadReport;
    try {
      await Promise.race([run(), broken]);
    } finally {
      report = await load.stop();
    }
    results.push({
      name,
      seconds,
      requests: report.requests,
      failed: report.failed,
      causes: listCauses(report),
    });
    say(`${name}: ${seconds.toFixed(1)} s, ${report.requests} requests, ${report.failed} failed`);
  }
  return results;
}

function listCauses({ failures }: LoadReport): string[] {
  return [...failures]
    .sort((left, right) => right.count - left.count)
    .map(({ cause, count }) => `${count} ${cause}`);
}
