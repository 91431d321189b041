import type { RollRun } from "../../remote/run/roll-run";
import { betweenSec, leaseEnd } from "./lease";

/**
 * Why a server is out of service, kept on the balancer itself. It is at once the lock: while the run that wrote
 * it is under way, no other takes a node of the same backend out.
 */
export interface OutRecord {
  readonly server: string;
  /** `alice@ci-7` */
  readonly by: string;
  /** The run's process, where it has one. */
  readonly pid?: number;
  /** `RollRun.id` */
  readonly run: string;
  /** RFC 3339, as the others: when it was taken out. */
  readonly since: string;
  /** When nobody waits for it any longer, unless its run renews it. */
  readonly until: string;
  /** When it came back; the run may be on its way to its next node. */
  readonly joined?: string;
  /** When its run was last seen at work after that: a bake or a hook between batches may take long. */
  readonly seen?: string;
  /** When a command of the run failed. */
  readonly ended?: string;
}

/** `out`: of a run that is under way. `between`: it came back, and the run may take the next node. `over`: blocks nobody. */
export type RecordStanding = "out" | "between" | "over";

/** On the computer of its run, by whether that runs; from elsewhere, by whether it is renewed. */
export function judgeRecord(record: OutRecord, run: RollRun, now: Date): RecordStanding {
  if (record.ended !== undefined) return "over";
  const running = record.run === run.id || run.isRunning(record.run);
  if (running === false || (running === undefined && now >= new Date(record.until))) return "over";
  if (record.joined === undefined) return "out";
  const passedSec = (now.getTime() - new Date(record.seen ?? record.joined).getTime()) / 1000;
  return running || passedSec < betweenSec ? "between" : "over";
}

export function planOutRecord(server: string, run: RollRun, leaseSec: number, now: Date): OutRecord {
  return {
    server,
    by: run.by,
    ...(run.pid === undefined ? {} : { pid: run.pid }),
    run: run.id,
    since: now.toISOString(),
    until: leaseEnd(leaseSec, now),
  };
}

/** One line, for a file or a tag. */
export function renderOutRecord(record: OutRecord): string {
  return JSON.stringify(record);
}

/** Undefined for what is no record: a file that was cut short, or somebody's own note. */
export function parseOutRecord(text: string): OutRecord | undefined {
  try {
    const { server, by, pid, run, since, until, joined, seen, ended } = JSON.parse(text) as Record<
      string,
      unknown
    >;
    const needed = { server, by, run, since, until };
    if (!Object.values(needed).every((value) => typeof value === "string")) return undefined;
    if ([since, until].some((value) => Number.isNaN(Date.parse(String(value))))) return undefined;
    const given = Object.entries({ joined, seen, ended }).filter(([, value]) => typeof value === "string");
    const own = typeof pid === "number" ? { pid } : {};
    return { ...needed, ...own, ...Object.fromEntries(given) } as unknown as OutRecord;
  } catch {
    return undefined;
  }
}
