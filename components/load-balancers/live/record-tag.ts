import type { OutRecord } from "../../rolling/membership/out-record";
import { longestTagValue, type Tag } from "./tag";

const prefix = "wso2-roll:";
const times = ["since", "until", "joined", "ended"] as const;

/** Key of the tag that says who took a node out. */
export function recordTagKey(server: string): string {
  return `${prefix}${server}`;
}

/** Other characters as `=2C`, their UTF-8 bytes in hex. */
function quote(text: string): string {
  return text.replace(/[^A-Za-z0-9+\-._:/@]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}

function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString("utf8");
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
  const text = parts.join(" ");
  // Only who it was can be long; half a quoted byte is left out.
  const Value =
    text.length > longestTagValue ? text.slice(0, longestTagValue).replace(/=[0-9A-F]?$/, "") : text;
  return { Key: recordTagKey(record.server), Value };
}

/** Undefined for any other tag. */
export function parseRecordTag({ Key = "", Value = "" }: Tag): OutRecord | undefined {
  if (!Key.startsWith(prefix)) return undefined;
  const found = new Map(
    Value.split(" ").map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, at), part.slice(at + 1)] as const;
    }),
  );
  const time = (key: string) => {
    const seconds = Number(found.get(key));
    return found.has(key) && Number.isFinite(seconds)
      ? new Date(Math.round(seconds * 1000)).toISOString()
      : undefined;
  };
  const [run, since, until, pid] = [found.get("run"), time("since"), time("until"), found.get("pid")];
  if (!run || !since || !until) return undefined;
  const [joined, ended] = [time("joined"), time("ended")];
  return {
    server: Key.slice(prefix.length),
    by: unquote(found.get("by") ?? "unknown"),
    ...(pid ? { pid: Number(pid) } : {}),
    run: unquote(run),
    since,
    until,
    ...(joined ? { joined } : {}),
    ...(ended ? { ended } : {}),
  };
}
