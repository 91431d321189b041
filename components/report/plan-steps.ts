import type { JournalEntry } from "../remote/journal";
import type { Phase, ReportFailure, ReportNote, ReportStep } from "./roll-report";

/** Gives seconds since the roll's first step, for a time in the journal. */
export type Clock = (t: string) => number;

const round = (value: number) => Math.round(value * 1000) / 1000;

export function planClock(entries: readonly JournalEntry[]): Clock {
  const start = Date.parse(entries.find(({ phase }) => phase === "begin")?.t ?? entries[0]?.t ?? "");
  return (t) => round((Date.parse(t) - start) / 1000);
}

/** What a step is for; steps that later versions of the program add are known by their command. */
export function phaseOf(command: string, step: string): Phase {
  if (step === "hook") return "hook";
  switch (command) {
    case "prepare":
    case "stage":
    case "stage-ahead":
      return "prepare";
    case "configure-haproxy":
      return "balancer";
    case "leave":
      return step === "drain" ? "drain" : "take out";
    case "stop":
      return "stop";
    case "start":
      return step === "start" ? "start" : "change";
    case "run-hooks":
      return "hook";
    case "join":
    case "repair":
    case "heal":
      return step === "stable" ? "stable" : "enable";
    default:
      return "other";
  }
}

const sameStep = (a: JournalEntry, b: JournalEntry) =>
  a.node === b.node && a.command === b.command && a.step === b.step;

/** Each step with its end, in the order in which they began. */
export function planSteps(entries: readonly JournalEntry[], clock: Clock): ReportStep[] {
  return entries.flatMap((entry, index): ReportStep[] => {
    if (entry.phase !== "begin") return [];
    const { node, command, step } = entry;
    const same = entries.slice(index + 1).filter((other) => sameStep(entry, other));
    // A second begin before an end: what ran first was killed.
    const end = same.find(({ phase }) => phase === "begin" || phase === "end" || phase === "fail");
    const common = { node, command, step, phase: phaseOf(command, step), beginSec: clock(entry.t) };
    if (!end || end.phase === "begin") return [{ ...common, outcome: "unfinished", detail: "" }];
    const outcome = end.phase === "end" ? "done" : "failed";
    return [{ ...common, endSec: clock(end.t), outcome, detail: end.detail }];
  });
}

export function planNotes(entries: readonly JournalEntry[], clock: Clock): ReportNote[] {
  return entries
    .filter(({ phase }) => phase === "note")
    .map(({ t, node, command, step, detail }) => ({ atSec: clock(t), node, command, step, detail }));
}

/**
 * What stopped the roll. A journal that older programs wrote has no `stopped`, and one of a program that was
 * killed while it undid something has none either: there the failed step tells it.
 */
export function planFailures(entries: readonly JournalEntry[], clock: Clock): ReportFailure[] {
  const failures = entries.filter((entry, index) => {
    if (entry.phase === "stopped") return true;
    if (entry.phase !== "fail") return false;
    const later = entries.slice(index + 1).find((other) => isOfCommand(other, entry));
    return later?.phase !== "stopped" && later?.phase !== "note";
  });
  return failures.map((entry) => {
    const { t, node, command, detail, failure } = entry;
    const after = entries.slice(entries.indexOf(entry) + 1).filter((other) => isOfCommand(other, entry));
    return {
      atSec: clock(t),
      node,
      command,
      step: failure?.step ?? entry.step,
      expected: failure?.expected ?? "no error",
      seen: failure?.seen ?? detail,
      next: failure?.next ?? "remove the cause, then `pulumi up` goes on from here",
      resolved: after.at(-1)?.phase === "end",
    };
  });
}

const isOfCommand = (a: JournalEntry, b: JournalEntry) => a.node === b.node && a.command === b.command;
