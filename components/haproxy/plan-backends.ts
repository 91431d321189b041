import { backendsOf, type HaproxyBackend, type HaproxyConfig } from "./config-model";
import { planServers, type ServerPlan } from "./plan-servers";
import type { AdminState, ServerStateRow } from "./server-state";

/** What one backend begins with. */
export interface BackendPlan extends ServerPlan {
  readonly backend: HaproxyBackend;
}

export interface BackendsInput {
  /** As wanted. */
  readonly config: Pick<HaproxyConfig, "backend" | "backends">;
  /** Every server of the running process. */
  readonly running: readonly ServerStateRow[];
  /** The same of every other balancer that could be asked. */
  readonly peers: readonly (readonly ServerStateRow[])[];
  /** What the first backend was called before. @default as now */
  readonly nameBefore?: string;
}

const ofBackend = (rows: readonly ServerStateRow[], name: string) =>
  rows.filter((row) => row.be_name === name);

/** Which servers each backend gets; the first one first. A backend that is no longer wanted goes with all its lines. */
export function planBackends({ config, running, peers, nameBefore }: BackendsInput): BackendPlan[] {
  return backendsOf(config).map((backend) => {
    const current = ofBackend(running, backend.name);
    // After a new name for the first backend its servers still are the same nodes.
    const before =
      backend === config.backend && nameBefore !== undefined ? ofBackend(running, nameBefore) : [];
    const own = current.length > 0 ? current : before;
    const plan = planServers({
      backend,
      running: own,
      peers: peers.map((rows) => ofBackend(rows, backend.name)),
      elsewhere: running.filter((row) => !own.includes(row)),
    });
    return { ...plan, backend };
  });
}

/** The configuration with the servers that were decided. */
export function withServers(config: HaproxyConfig, plans: readonly BackendPlan[]): HaproxyConfig {
  const [first, ...others] = plans.map(({ backend, servers }) => ({ ...backend, servers }));
  return { ...config, backend: first ?? config.backend, ...(config.backends ? { backends: others } : {}) };
}

/** The state file that the next process starts from. */
export function stateOf(plans: readonly BackendPlan[]): ServerStateRow[] {
  return plans.flatMap(({ state }) => state);
}

/** Servers by their names, of further backends with the backend's: `node1`, `gateway/node1`. */
export function adminByName(plans: readonly BackendPlan[]): Map<string, AdminState> {
  return new Map(
    plans.flatMap(({ backend, admin }, index) =>
      [...admin].map(([name, state]) => [index === 0 ? name : `${backend.name}/${name}`, state] as const),
    ),
  );
}
