import type { JournalEntry } from "../../../components/remote/journal";

/** A time in a journal, seconds after a fixed one. */
export const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

type More = Partial<JournalEntry>;

/** Begin and end of one step. */
export function step(node: string, command: string, name: string, from: number, to: number, more: More = {}) {
  const common = { node, command, step: name, ...more };
  return [
    { ...common, t: at(from), phase: "begin", detail: "" },
    { ...common, t: at(to), phase: "end", detail: `${name} done` },
  ] satisfies JournalEntry[];
}

/** What a node goes through, in 20 seconds. */
export function rolled(node: string, from: number, more: More = {}): JournalEntry[] {
  return [
    ...step(node, "leave", "drain", from, from + 3, more),
    ...step(node, "leave", "maint", from + 3, from + 4, more),
    ...step(node, "stop", "stop", from + 4.5, from + 5, { version: "4.3.0", ...more }),
    ...step(node, "start", "install", from + 6, from + 7, { version: "4.4.0", ...more }),
    ...step(node, "start", "start", from + 7, from + 12, { version: "4.4.0", ...more }),
    ...step(node, "join", "enable", from + 13, from + 15, more),
    ...step(node, "join", "stable", from + 15, from + 20, more),
  ];
}

export const failure = {
  node: "node2",
  step: "readiness",
  expected: "200 from https://10.0.2.12:9164/liveness within 15 s",
  seen: '500 <img src=x onerror="alert(1)">',
  next: "remove the cause, then `pulumi up` goes on from here",
};

/** A node whose start fails after two seconds. */
export function failing(node: string, from: number): JournalEntry[] {
  const [begin] = step(node, "start", "start", from + 6, from + 8, { version: "4.4.0" });
  if (!begin) throw new Error("no begin");
  const detail = `${node}: readiness: ${failure.seen}`;
  return [
    ...step(node, "leave", "drain", from, from + 3),
    ...step(node, "stop", "stop", from + 4, from + 5, { version: "4.3.0" }),
    begin,
    { ...begin, t: at(from + 8), phase: "fail", detail },
    { ...begin, t: at(from + 8), phase: "stopped", step: "readiness", detail, failure: { ...failure, node } },
  ];
}

/** A load from five seconds before the roll. */
export const load = {
  startedAt: at(-5),
  requests: 400,
  failed: 0,
  failures: [],
  series: Array.from({ length: 40 }, (_, t) => ({ t, requests: 10, failures: 0, p50Ms: 2, p99Ms: 9 })),
};
