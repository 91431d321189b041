import type { OutRecord } from "../../rolling/membership/out-record";
import { cut, quote, readParts, unquote } from "./quoted";
import { longestTagValue, type Tag } from "./tag";

const prefix = "wso2-roll:";
const times = ["since", "until", "joined", "seen", "ended"] as const;

/** Key of the tag that says who took a node out. */
export function recordTagKey(server: string): string {
  return `${prefix}${server}`;
}

/** `run=4711:812@9f.. since=1795636803.25 until=... by=alice@ci-7`; times are seconds since 1970. */
export function planRecordTag(record: OutRecord): Required<Tag> {
  const parts = [
    `run=${quote(record.run)}`,
    ...(record.pid === undefined ? [] : [`pid=${record.pid}`]),
    ...times.flatMap((key) => {
      const time = record[key];
      return time === undefined ? [] : [`${key}=${Date.parse(time) / 1000}`];
    }),
    `by=${quote(record.by)}`,
  ];
  // Only who it was can be long.
  return { Key: recordTagKey(record.server), Value: cut(parts.join(" "), longestTagValue) };
}

/** Undefined for any other tag. */
export function parseRecordTag({ Key = "", Value = "" }: Tag): OutRecord | undefined {
  if (!Key.startsWith(prefix)) return undefined;
  const found = readParts(Value);
  const time = (key: string) => {
    const seconds = Number(found.get(key));
    return found.has(key) && Number.isFinite(seconds)
      ? new Date(Math.round(seconds * 1000)).toISOString()
      : undefined;
  };
  const [run, since, until, pid] = [found.get("run"), time("since"), time("until"), found.get("pid")];
  if (!run || !since || !until) return undefined;
  const [joined, seen, ended] = [time("joined"), time("seen"), time("ended")];
  return {
    server: Key.slice(prefix.length),
    by: unquote(found.get("by") ?? "unknown"),
    ...(pid ? { pid: Number(pid) } : {}),
    run: unquote(run),
    since,
    until,
    ...(joined ? { joined } : {}),
    ...(seen ? { seen } : {}),
    ...(ended ? { ended } : {}),
  };
}
