import { z } from "zod";
import type { ReportLoad, ReportSample } from "./report-load";

const sample = z.object({
  t: z.number(),
  requests: z.number(),
  failures: z.number(),
  p50Ms: z.number().nullish(),
  p99Ms: z.number().nullish(),
});

const example = z.object({
  atSec: z.number(),
  kind: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  servedBy: z.string().nullish(),
  detail: z.string(),
});

/**
 * What a load generator says: the sandbox's writes this with `load --out`, any other can be brought into it.
 * `t` and `atSec` count from `startedAt`. Properties that are not listed are left out.
 */
const loadReport = z.object({
  /** ISO 8601. */
  startedAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "must be a time, ISO 8601"),
  requests: z.number(),
  failed: z.number(),
  ratePerSec: z.number().optional(),
  failures: z
    .array(z.object({ cause: z.string(), count: z.number(), examples: z.array(example).default([]) }))
    .default([]),
  series: z.array(sample),
});

export type LoadInput = z.infer<typeof loadReport>;

/**
 * @param origin Names the file in an error.
 * @throws Error that lists all that does not fit.
 */
export function parseLoad(text: string, origin: string): LoadInput {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${origin} is not JSON`);
  }
  const result = loadReport.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new Error(`${origin} is no load report:\n${problems.join("\n")}`);
}

/** The load on the roll's clock. @param startedAt The roll's first step, ISO 8601. */
export function planLoad(load: LoadInput, startedAt: string): ReportLoad {
  const offset = (Date.parse(load.startedAt) - Date.parse(startedAt)) / 1000;
  const at = (sec: number) => Math.round((sec + offset) * 1000) / 1000;
  return {
    requests: load.requests,
    failed: load.failed,
    ...(load.ratePerSec === undefined ? {} : { ratePerSec: load.ratePerSec }),
    failures: load.failures.map(({ cause, count, examples }) => ({
      cause,
      count,
      examples: examples.map((each) => ({ atSec: at(each.atSec), text: describeExample(each) })),
    })),
    samples: load.series.map(
      ({ t, requests, failures, p50Ms, p99Ms }): ReportSample => ({
        sec: at(t),
        requests,
        failures,
        ...(p50Ms == null ? {} : { p50Ms }),
        ...(p99Ms == null ? {} : { p99Ms }),
      }),
    ),
  };
}

function describeExample({ kind, method, path, servedBy, detail }: z.infer<typeof example>): string {
  const request = [kind, method, path].filter(Boolean).join(" ");
  const served = servedBy ? ` by ${servedBy}` : "";
  return request === "" ? detail : `${request}${served}: ${detail}`;
}
