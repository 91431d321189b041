import type { GroupFacts } from "./member";
import type { MemberView } from "./member-view";
import type { Floor, FloorPolicy } from "./plans";
import { describeStatus, findServing } from "./serves";

/** Whether a node may leave one balancer. */
export interface FloorVerdict {
  readonly holds: boolean;
  /** Others that must be UP. */
  readonly required: number;
  /** Others that get requests then. */
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
 * Counts what would be left if these servers left, by whom the balancer would send requests to. The group's size
 * is that of the servers that belong to it for good and have served before: one that never joined is not missed,
 * one that is on its way out is not counted on. Backups take no part, but where one is to take over from the last
 * of the others, it must be able to.
 */
export function planFloor(
  leaving: readonly string[],
  facts: Omit<GroupFacts, "records">,
  floor: Floor,
): FloorVerdict {
  const others = facts.servers.filter(({ name }) => !leaving.includes(name));
  const belongs = (view: MemberView) => !view.backup || leaving.includes(view.name);
  const wanted = facts.wanted ?? facts.servers.filter(belongs).map(({ name }) => name);
  const joined = facts.joined ? wanted.filter((name) => facts.joined?.includes(name)) : wanted;
  const size = facts.size ?? joined.length;
  const isRelieved = others.length > 0 && others.every(({ backup }) => backup);
  const least = Math.max(isRelieved ? 1 : 0, size - floor.maxUnavailable * leaving.length);
  const required = floor.minHealthy ?? least;
  const serving = findServing(others);
  const up = serving.map(({ name }) => name);
  const notUp = others
    .filter((view) => !serving.includes(view))
    .map((view) => `${view.name} ${describeStatus(view)}`);
  return { holds: up.length >= required, required, up, notUp };
}

/** The same in a backend that the roll is not about: nobody there agreed to be without any server. */
export function planFloorElsewhere(...args: Parameters<typeof planFloor>): FloorVerdict {
  const verdict = planFloor(...args);
  const required = Math.max(1, verdict.required);
  return { ...verdict, required, holds: verdict.up.length >= required };
}

/** What the operator reads when a balancer refuses. */
export function describeVerdict(balancer: string, verdict: FloorVerdict): string {
  const missing = verdict.notUp.length > 0 ? `, not UP: ${verdict.notUp.join(", ")}` : "";
  return `${balancer}: ${verdict.up.length} UP (${verdict.up.join(", ") || "none"})${missing}`;
}
