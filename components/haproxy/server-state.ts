import { adminFlags, drainMask, parseAdminFlags } from "./server-words";

/** What an operator asked of a server. */
export type AdminState = "ready" | "drain" | "maint";

/** One server line of `show servers state`, by the header's column names. */
export type ServerStateRow = Readonly<Record<string, string>>;

/** Columns of version 1, in the order in which HAProxy reads them. */
const columns = [
  ...["be_id", "be_name", "srv_id", "srv_name", "srv_addr", "srv_op_state", "srv_admin_state"],
  ...["srv_uweight", "srv_iweight", "srv_time_since_last_change", "srv_check_status", "srv_check_result"],
  ...["srv_check_health", "srv_check_state", "srv_agent_state", "bk_f_forced_id", "srv_f_forced_id"],
  ...["srv_fqdn", "srv_port", "srvrecord", "srv_use_ssl", "srv_check_port", "srv_check_addr"],
  ...["srv_agent_addr", "srv_agent_port"],
];

/** Up to `srv_port` every release since 1.8 has them; later ones added more at the end. */
const needed = columns.indexOf("srv_port") + 1;

/**
 * Reads the answer to `show servers state`.
 *
 * @throws Error when the text is something else, such as an error message.
 */
export function parseServersState(text: string): ServerStateRow[] {
  const lines = text.split("\n").map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith("# be_id "));
  if (start < 1 || lines[start - 1] !== "1") {
    throw new Error(`no server state (version 1), but: ${text.trim().slice(0, 200)}`);
  }
  const names = lines[start]?.slice(2).split(" ") ?? [];
  const missing = columns.slice(0, needed).filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Error(`a server state without ${missing.join(", ")}`);
  const end = lines.findIndex((line, index) => index > start && line === "");
  return lines.slice(start + 1, end === -1 ? undefined : end).map((line) => {
    const values = line.split(" ");
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? "-"]));
  });
}

/** A state file as HAProxy loads it at start and at reload. */
export function renderServersState(rows: readonly ServerStateRow[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? "-").join(" "));
  return ["1", `# ${columns.join(" ")}`, ...lines, ""].join("\n");
}

/** By somebody's hand: a name that can't be resolved is nobody's wish, so it is not among them. */
const wantedMaint = adminFlags.forcedMaint | adminFlags.inheritedMaint;

/**
 * A server that is out by more than one cause counts as maint.
 *
 * @throws Error for bits that no HAProxy has.
 */
export function adminStateOf(row: ServerStateRow): AdminState {
  const flags = parseAdminFlags(row.srv_admin_state);
  if (flags & wantedMaint) return "maint";
  return flags & drainMask ? "drain" : "ready";
}

/** The bits that a state file may set for an admin state. */
export function adminBits(state: AdminState): string {
  return { ready: "0", drain: String(adminFlags.forcedDrain), maint: String(adminFlags.forcedMaint) }[state];
}
