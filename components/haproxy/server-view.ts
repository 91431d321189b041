import { findEmptySlots } from "./empty-slots";
import { parseInfo } from "./process-info";
import { type AdminState, adminStateOf, parseServersState, type ServerStateRow } from "./server-state";
import {
  checkStatusWord,
  hasChecks,
  lastCheck,
  maintMask,
  parseAdminFlags,
  parseCheckResult,
  parseOperation,
} from "./server-words";
import { parseStats, type StatRow } from "./stats";

/** A server as one HAProxy sees it now. */
export interface ServerView {
  readonly backend: string;
  readonly name: string;
  /** IPv4 or IPv6; empty while it has none. */
  readonly address: string;
  readonly port: number;
  /** The name that HAProxy resolves; empty without. */
  readonly fqdn: string;
  /** As `show stat` prints it: `UP`, `UP 1/3`, `DOWN`, `DOWN 1/2`, `MAINT`, `DRAIN`, `no check`. */
  readonly status: string;
  readonly admin: AdminState;
  /** Would be given requests if `admin` and its weight let it: by its checks, or without any. */
  readonly up: boolean;
  /** Its weight is 0: only those with a session there get to it. */
  readonly weightless: boolean;
  /** Its weight is what its agent says. */
  readonly agent: boolean;
  /** Its turn comes when no other server of the backend is left. */
  readonly backup: boolean;
  /** Has health checks of its own that are switched on. */
  readonly checked: boolean;
  /** Whose state it shares, as `backend/server`; empty for one that stands alone. */
  readonly tracks: string;
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
  /** What HAProxy says of it and nobody here understands: it must not be guessed. */
  readonly unclear?: string;
}

/** One HAProxy process: the servers of all its backends. */
export interface ProcessView {
  readonly pid?: number;
  readonly backends: readonly string[];
  readonly servers: readonly ServerView[];
  readonly rows: readonly ServerStateRow[];
}

function checkText(stat: StatRow): string {
  const status = stat.check_status ?? "";
  const code = stat.check_code ? `/${stat.check_code}` : "";
  const duration = stat.check_duration ? ` in ${stat.check_duration} ms` : "";
  const passed = /^L[467]OK$|^PROCOK$/.test(lastCheck(status));
  const detail = stat.last_chk && !passed ? ` (${stat.last_chk})` : "";
  return status === "" ? "" : `${lastCheck(status)}${code}${duration}${detail}`;
}

/** @throws Error for what no HAProxy says. */
function readState(stat: StatRow, row: ServerStateRow | undefined) {
  if (!row) throw new Error("`show servers state` has no line of it");
  const status = stat.status ?? "";
  checkStatusWord(status);
  const isMaint = (parseAdminFlags(row.srv_admin_state) & maintMask) !== 0;
  const operation = parseOperation(row.srv_op_state);
  const up = !isMaint && (operation === "running" || operation === "starting");
  const checked = hasChecks(row.srv_check_state);
  const result = parseCheckResult(stat.check_status ?? "");
  // Without checks of its own it is UP by another server's, by its agent's word, or because nobody looks.
  const checkPassed = checked ? result === "passed" : up;
  return { admin: adminStateOf(row), up, checked, checkPassed };
}

const unreadable = { admin: "ready", up: false, checked: false, checkPassed: false } as const;

function view(stat: StatRow, row: ServerStateRow | undefined): ServerView {
  const own = (value: string | undefined) => (value === undefined || value === "-" ? "" : value);
  let state: ReturnType<typeof readState> = unreadable;
  let unclear: string | undefined;
  try {
    state = readState(stat, row);
  } catch (error) {
    unclear = `${stat.pxname}/${stat.svname}: ${error instanceof Error ? error.message : error}`;
  }
  return {
    backend: stat.pxname ?? "",
    name: stat.svname ?? "",
    address: own(row?.srv_addr),
    port: Number(row?.srv_port ?? 0),
    fqdn: own(row?.srv_fqdn),
    status: stat.status ?? "",
    ...state,
    weightless: Number(stat.weight) === 0,
    agent: (stat.agent_status ?? "") !== "",
    backup: stat.bck === "1",
    tracks: stat.tracked ?? "",
    check: checkText(stat),
    sessions: Number(stat.scur ?? 0),
    queued: Number(stat.qcur ?? 0),
    requests: Number(stat.stot ?? 0),
    downs: Number(stat.chkdown ?? 0),
    ...(unclear === undefined ? {} : { unclear }),
  };
}

/** The column `type`: 0 is a frontend, 1 a backend, 3 a listener (`option socket-stats`). */
const serverType = "2";

function isServer(stat: StatRow): boolean {
  return stat.type === serverType;
}

/** Reads the joined answer to `show info; show servers state; show stat`. */
export function parseProcessView(text: string): ProcessView {
  const statsAt = text.indexOf("# pxname,");
  if (statsAt === -1) throw new Error(`no statistics, but: ${text.trim().slice(0, 200)}`);
  const rows = parseServersState(text.slice(0, statsAt));
  const stats = parseStats(text.slice(statsAt));
  const backends = stats.filter((stat) => stat.svname === "BACKEND").map((stat) => stat.pxname ?? "");
  const key = (backend = "", server = "") => `${backend}/${server}`;
  const byKey = new Map(rows.map((row) => [key(row.be_name, row.srv_name), row]));
  const empty = findEmptySlots(rows);
  const servers = stats.filter(isServer).flatMap((stat) => {
    const row = byKey.get(key(stat.pxname, stat.svname));
    const isEmpty = row !== undefined && empty.has(row) && stat.addr !== "unix";
    return isEmpty ? [] : [view(stat, row)];
  });
  const { pid } = parseInfo(text.slice(0, text.indexOf("# be_id ")));
  return { ...(pid === undefined ? {} : { pid }), backends, servers, rows };
}

/** A worker that a reload left behind to finish its connections. */
export interface OldWorker {
  readonly pid: number;
  /** Client connections, idle ones too. */
  readonly clients: number;
  /** Requests that each server still answers for it, as `backend/server`; unknown where it can't be asked. */
  readonly sessions?: ReadonlyMap<string, number>;
}

/** Reads what the state tool's `old` prints, or the bare list of processes where there is no such tool. */
export function parseOldWorkers(text: string): OldWorker[] {
  // One that can't be asked may have clients for as long as it is there.
  const silent = Array.from(text.matchAll(/^process (\d+)$/gm), ([, pid]) => ({
    pid: Number(pid),
    clients: 1,
  }));
  if (silent.length > 0) return silent;
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
          .filter(isServer)
          .map((stat) => [`${stat.pxname}/${stat.svname}`, Number(stat.scur ?? 0) + Number(stat.qcur ?? 0)]),
      );
      return [{ pid: Number(pid), clients, sessions }];
    });
}
