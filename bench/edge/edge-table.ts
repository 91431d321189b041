import { median } from "../road/road-table";

/** What one turn of `wrk` saw. */
export interface EdgeTurn {
  readonly requestsPerSec: number;
  readonly p99Ms: number;
  /** Processor time that the measured HAProxy took for one, which other work on the machine does not change. */
  readonly cpuUs: number;
  /** Answers that were not 2xx, and connections that failed. */
  readonly failed: number;
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

/**
 * Reads what `wrk --latency` prints.
 *
 * @param cpuSec Processor time of the measured HAProxy meanwhile.
 * @throws Error for any other text
 */
export function parseWrk(text: string, cpuSec: number): EdgeTurn {
  const rate = /^Requests\/sec:\s+([\d.]+)$/m.exec(text)?.[1];
  const [, p99, unit = ""] = /^\s+99%\s+([\d.]+)(us|ms|s)$/m.exec(text) ?? [];
  const requests = Number(/^ *(\d+) requests in /m.exec(text)?.[1] ?? 0);
  if (rate === undefined || p99 === undefined || requests === 0)
    throw new Error(`wrk printed something else: ${text.slice(0, 500)}`);
  const status = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text) ?? [];
  const failed = [...errors].slice(1).reduce((sum, count) => sum + Number(count), status);
  const [requestsPerSec, p99Ms] = [Number(rate), Number(p99) * (units[unit] ?? 1)];
  return { requestsPerSec, p99Ms, cpuUs: (cpuSec * 1e6) / requests, failed };
}

/** Medians as a Markdown table; the first contender is what the others are measured against, turn by turn. */
export function renderEdge(turns: ReadonlyMap<string, readonly EdgeTurn[]>): string {
  const [first = []] = turns.values();
  const cpuOf = (all: readonly EdgeTurn[]) => median(all.map(({ cpuUs }) => cpuUs));
  const rows = [...turns].map(([name, all]) => {
    const ratio = median(
      all.map(({ requestsPerSec }, turn) => requestsPerSec / (first[turn]?.requestsPerSec ?? 1)),
    );
    return [
      name,
      Math.round(median(all.map(({ requestsPerSec }) => requestsPerSec))),
      ratio.toFixed(2),
      median(all.map(({ p99Ms }) => p99Ms)).toFixed(1),
      cpuOf(all).toFixed(0),
      (cpuOf(all) / cpuOf(first)).toFixed(2),
      all.reduce((sum, { failed }) => sum + failed, 0),
    ];
  });
  return [
    `Median of ${first.length} turns:`,
    "",
    "| | requests a second | of the minimal one | p99, ms | processor, µs a request | of the minimal one | failed |",
    "|---|--:|--:|--:|--:|--:|--:|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ].join("\n");
}
