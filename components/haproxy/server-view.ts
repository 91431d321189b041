import { type AdminState, adminStateOf, parseServersState, type ServerStateRow } from "./server-state";
import { parseStats, type StatRow } from "./stats";

/** A server as one HAProxy sees it now. */
export interface ServerView {
  readonly backend: string;
  readonly name: string;
  readonly address: string;
  /** As `show stat` prints it: `UP`, `UP 1/3`, `DOWN`, `DOWN 1/2`, `MAINT`, `DRAIN`, `no check`. */
  readonly status: string;
  readonly admin: AdminState;
  /** Would be given requests if `admin` let it: UP or without a check. */
  readonly up: boolean;
  /** The last check passed, or there is none. */
  readonly checkPassed: boolean;
  /** `L7OK/200 in 3 ms`; empty before the first check. */
  readonly check: string;
  /** Requests that it is answering. */
  readonly sessions: number;
  readonly queued: number;
  /** Requests since the process began. */
  readonly requests: number;
  /** How often checks took it from UP to DOWN, since the process began. */
  readonly downs: number;
}

/** One HAProxy process: the servers of all its backends. */
export interface ProcessView {
  readonly backends: readonly string[];
  readonly servers: readonly ServerView[];
  readonly rows: readonly ServerStateRow[];
}

const processing = /^(UP|DRAIN|NOLB|no check)/;
const passed = /^L[4567]OK/;

function checkText(stat: StatRow): string {
  const status = stat.check_status ?? "";
  const code = stat.check_code ? `/${stat.check_code}` : "";
  const duration = stat.check_duration ? ` in ${stat.check_duration} ms` : "";
  const detail = stat.last_chk && !passed.test(status) ? ` (${stat.last_chk})` : "";
  return status === "" ? "" : `${status}${code}${duration}${detail}`;
}

function view(stat: StatRow, row: ServerStateRow | undefined): ServerView {
  const status = stat.status ?? "";
  return {
    backend: stat.pxname ?? "",
    name: stat.svname ?? "",
    address: stat.addr ?? "",
    status,
    admin: row ? adminStateOf(row) : "ready",
    up: processing.test(status),
    checkPassed: passed.test(stat.check_status ?? "") || status === "no check",
    check: checkText(stat),
    sessions: Number(stat.scur ?? 0),
    queued: Number(stat.qcur ?? 0),
    requests: Number(stat.stot ?? 0),
    downs: Number(stat.chkdown ?? 0),
  };
}

const aggregates = new Set(["FRONTEND", "BACKEND"]);

/** Reads the joined answer to `show servers state; show stat`. */
export function parseProcessView(text: string): ProcessView {
  const statsAt = text.indexOf("# pxname,");
  if (statsAt === -1) throw new Error(`no statistics, but: ${text.trim().slice(0, 200)}`);
  const rows = parseServersState(text.slice(0, statsAt));
  const stats = parseStats(text.slice(statsAt));
  const backends = stats.filter((stat) => stat.svname === "BACKEND").map((stat) => stat.pxname ?? "");
  const servers = stats
    .filter((stat) => !aggregates.has(stat.svname ?? ""))
    .map((stat) =>
      view(
        stat,
        rows.find((row) => row.be_name === stat.pxname && row.srv_name === stat.svname),
      ),
    );
  return { backends, servers, rows };
}

/** A worker that a reload left behind to finish its connections. */
export interface OldWorker {
  readonly pid: number;
  /** Client connections, idle ones too. */
  readonly clients: number;
  /** Requests that each server still answers for it, as `backend/server`. */
  readonly sessions: ReadonlyMap<string, number>;
}

/** Reads what the state tool's `old` prints. */
export function parseOldWorkers(text: string): OldWorker[] {
  return text
    .split(/^worker (?=\d+$)/m)
    .slice(1)
    .flatMap((part) => {
      const [pid = "", ...rest] = part.split("\n");
      const answer = rest.join("\n");
      // A worker may end between the list and the question.
      if (!answer.includes("# pxname,")) return [];
      const stats = parseStats(answer.slice(answer.indexOf("# pxname,")));
      const clients = stats
        .filter((stat) => stat.svname === "FRONTEND")
        .reduce((sum, stat) => sum + Number(stat.scur ?? 0), 0);
      const sessions = new Map(
        stats
          .filter((stat) => !aggregates.has(stat.svname ?? ""))
          .map((stat) => [`${stat.pxname}/${stat.svname}`, Number(stat.scur ?? 0)]),
      );
      return [{ pid: Number(pid), clients, sessions }];
    });
}
