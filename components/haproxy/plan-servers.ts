import type { HaproxyBackend, HaproxyServer } from "./config-model";
import { type AdminState, adminBits, adminStateOf, type ServerStateRow } from "./server-state";

/** Which servers a HAProxy gets, and in which state each begins. */
export interface ServerPlan {
  /** Wanted servers, then retained ones. */
  readonly servers: readonly HaproxyServer[];
  /** No longer wanted but still serving: they go with their own `leave`, when the others can carry the traffic. */
  readonly retained: readonly HaproxyServer[];
  readonly admin: ReadonlyMap<string, AdminState>;
  /** The state file that the next process starts from. */
  readonly state: readonly ServerStateRow[];
}

export interface ServerPlanInput {
  /** As wanted. */
  readonly backend: HaproxyBackend;
  /** The backend's servers in the running process; none when it does not run or does not know the backend. */
  readonly running: readonly ServerStateRow[];
  /** The same of every other balancer that could be asked. */
  readonly peers: readonly (readonly ServerStateRow[])[];
  /**
   * Lines of other backends of the running process: where this backend is new, its servers begin as the same nodes
   * are there. @default none
   */
  readonly elsewhere?: readonly ServerStateRow[];
}

const rank: Record<AdminState, number> = { ready: 0, drain: 1, maint: 2 };

/** Those that disagree are in the middle of a change; the one that is further out is the careful answer. */
function furthestOut(rows: readonly ServerStateRow[]): AdminState | undefined {
  return rows.map(adminStateOf).sort((left, right) => rank[right] - rank[left])[0];
}

function sameAddress(row: ServerStateRow, server: HaproxyServer): boolean {
  return row.srv_addr === server.address && Number(row.srv_port) === server.port;
}

/** `SRV_ST_RUNNING` */
const upState = "2";

/** Whether another backend of this process has the very same port of the node in service. */
function servesElsewhere(server: HaproxyServer, elsewhere: readonly ServerStateRow[]): boolean {
  return elsewhere.some(
    (row) => sameAddress(row, server) && row.srv_op_state === upState && adminStateOf(row) === "ready",
  );
}

/**
 * A server that this process has not checked at this address starts DOWN and comes UP by passing checks; in a backend
 * that is new it starts UP where another backend has the same address and port in service: a route that moves to
 * the new backend would else find nobody for as long as the first checks take.
 * The ports are always written: HAProxy takes the state file's over those of its configuration.
 */
function stateRow(
  backend: HaproxyBackend,
  server: HaproxyServer,
  admin: AdminState,
  running: ServerStateRow | undefined,
  isServing: boolean,
): ServerStateRow {
  const keep = running !== undefined && sameAddress(running, server) ? running : undefined;
  const { rise, fall } = backend.check;
  return {
    be_id: "0",
    srv_id: "0",
    srv_uweight: "1",
    srv_iweight: "1",
    srv_time_since_last_change: "0",
    srv_op_state: "0",
    srv_check_status: "1",
    srv_check_result: "0",
    srv_check_health: "0",
    srv_check_state: "6",
    srv_agent_state: "0",
    // From there `fall` failed checks of this backend take it DOWN.
    ...(isServing ? { srv_op_state: upState, srv_check_health: String(rise + fall - 1) } : {}),
    ...keep,
    bk_f_forced_id: "0",
    srv_f_forced_id: "0",
    be_name: backend.name,
    srv_name: server.name,
    srv_addr: server.address,
    srv_port: String(server.port),
    srv_admin_state: adminBits(admin),
    srv_check_port: String((backend.check.provesTraffic ? undefined : backend.check.port) ?? 0),
    // Of a TCP backend the checks alone speak TLS: with 1 HAProxy would put TLS around the TLS of clients.
    srv_use_ssl: backend.tls && backend.mode !== "tcp" ? "1" : "0",
    srv_agent_port: "0",
  };
}

/**
 * Decides so that no reload changes who serves: servers keep their state, new ones start in maint
 * (or as a peer has them), and unwanted ones stay until they have left.
 */
export function planServers({ backend, running, peers, elsewhere = [] }: ServerPlanInput): ServerPlan {
  const wanted = new Set(backend.servers.map((server) => server.name));
  const runningByName = new Map(running.map((row) => [String(row.srv_name), row]));
  const retained = running
    .filter((row) => !wanted.has(String(row.srv_name)) && adminStateOf(row) !== "maint")
    .map((row) => ({
      name: String(row.srv_name),
      address: String(row.srv_addr),
      port: Number(row.srv_port),
    }));
  const servers = [...backend.servers, ...retained];
  const admin = new Map<string, AdminState>();
  for (const { name, address } of servers) {
    const row = runningByName.get(name);
    const onPeers = peers.flatMap((rows) => rows.filter((each) => each.srv_name === name));
    const sameNode = elsewhere.filter((each) => each.srv_name === name && each.srv_addr === address);
    admin.set(name, row ? adminStateOf(row) : (furthestOut(onPeers) ?? furthestOut(sameNode) ?? "maint"));
  }
  const isNew = running.length === 0;
  const state = servers.map((server) => {
    const asked = admin.get(server.name) ?? "maint";
    const isServing = isNew && asked === "ready" && servesElsewhere(server, elsewhere);
    return stateRow(backend, server, asked, runningByName.get(server.name), isServing);
  });
  return { servers, retained, admin, state };
}
