import type { JournalEntry } from "../../components/remote/journal";

/** One `pulumi up`, and the journal of its roll with whatever was there before. */
export interface RollRunTimes {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly journal: readonly JournalEntry[];
}

/** A part of the time of an `up`. */
export interface ProfilePart {
  readonly what: string;
  readonly seconds: number;
}

interface Span {
  readonly node: string;
  readonly command: string;
  readonly from: number;
  readonly to: number;
}

const chain = ["leave", "stop", "start", "join"];

/**
 * Where the time of a roll with batches of one node went: before the first drain, in each command of the chain, between
 * the commands, and after the last join. Together they are the whole.
 */
export function planProfile({ startedAt, endedAt, journal }: RollRunTimes): ProfilePart[] {
  const own = journal.filter(({ t }) => Date.parse(t) >= startedAt && Date.parse(t) <= endedAt);
  const spans = spansOf(own).filter(({ command }) => chain.includes(command));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) throw new Error("no node was rolled in that time");
  const ofCommand = (command: string) => sum(spans.filter((span) => span.command === command).map(lengthOf));
  const ahead = spansOf(own).filter(({ command, to }) => !chain.includes(command) && to <= first.from);
  const inAhead = sum(ahead.map(lengthOf));
  const seconds = (ms: number) => ms / 1000;
  return [
    {
      what: "before the first drain: engine, providers and program start",
      seconds: seconds(first.from - startedAt - inAhead),
    },
    { what: "before the first drain: floors, the new version to all nodes", seconds: seconds(inAhead) },
    ...chain.map((command) => ({
      what: `in \`${command}\`, all nodes`,
      seconds: seconds(ofCommand(command)),
    })),
    {
      what: "between these commands, all nodes: the engine, the program's start, its connections",
      seconds: seconds(last.to - first.from - sum(spans.map(lengthOf))),
    },
    { what: "after the last node is in: outputs, the engine's end", seconds: seconds(endedAt - last.to) },
  ];
}

/** From the first to the last line of each command on each node, in their order. */
function spansOf(journal: readonly JournalEntry[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { t, node, command } of journal) {
    const at = Date.parse(t);
    const key = `${command} ${node}`;
    const known = spans.get(key);
    spans.set(key, { node, command, from: known?.from ?? at, to: at });
  }
  return [...spans.values()].sort((a, b) => a.from - b.from);
}

const lengthOf = ({ from, to }: Span) => to - from;
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
