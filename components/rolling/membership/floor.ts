import type { GroupFacts } from "./member";
import type { Floor, FloorPolicy } from "./plans";

/** Whether a node may leave one balancer. */
export interface FloorVerdict {
  readonly holds: boolean;
  /** Others that must be UP. */
  readonly required: number;
  /** Others that are UP. */
  readonly up: readonly string[];
  /** Others that are not, with their status: `node2 MAINT`. */
  readonly notUp: readonly string[];
}

/**
 * The floor for one node. A leave runs with the plan of the deployment before: what the balancer has been told
 * since then counts, for nodes that it names.
 */
export function chooseFloor(node: string, planned: Floor, policy: FloorPolicy | undefined): Floor {
  const maxUnavailable = policy?.maxUnavailable[node];
  if (!policy || maxUnavailable === undefined) return planned;
  return { maxUnavailable, minHealthy: policy.minHealthy };
}

/**
 * Counts what would be left if this server left. The group's size is that of the servers that belong to
 * it for good and have served before: one that never joined is not missed, one that is on its way out is
 * not counted on.
 */
export function planFloor(server: string, facts: Omit<GroupFacts, "records">, floor: Floor): FloorVerdict {
  const wanted = facts.wanted ?? facts.servers.map((view) => view.name);
  const joined = facts.joined ? wanted.filter((name) => facts.joined?.includes(name)) : wanted;
  const size = facts.size ?? joined.length;
  const required = Math.max(0, floor.minHealthy ?? size - floor.maxUnavailable);
  const others = facts.servers.filter((view) => view.name !== server);
  const isUp = (view: (typeof others)[number]) => view.admin === "ready" && view.up;
  const up = others.filter(isUp).map((view) => view.name);
  const notUp = others.filter((view) => !isUp(view)).map((view) => `${view.name} ${view.status}`);
  return { holds: up.length >= required, required, up, notUp };
}

/** What the operator reads when a balancer refuses. */
export function describeVerdict(balancer: string, verdict: FloorVerdict): string {
  const missing = verdict.notUp.length > 0 ? `, not UP: ${verdict.notUp.join(", ")}` : "";
  return `${balancer}: ${verdict.up.length} UP (${verdict.up.join(", ") || "none"})${missing}`;
}
