import type { MemberStatus } from "../rolling/membership/node-status";
import { planFirst } from "../rolling/out-of-service";
import type { RollStatus } from "./run-roll";
import { renderTable } from "./table";

/** A node as a member of one balancer. */
export interface ServerStatus extends MemberStatus {
  readonly node: string;
}

/** A row for each node on each balancer. */
export function listServers({ nodes }: Pick<RollStatus, "nodes">): ServerStatus[] {
  return nodes.flatMap(({ node, balancers }) => balancers.map((each) => ({ node, ...each })));
}

/** What is not as it should be, a line each; empty when every node serves on every balancer. */
export function findProblems(status: RollStatus): string[] {
  const out = planFirst(status.nodes);
  const strange = status.nodes.flatMap(({ node, balancers }) =>
    balancers.flatMap(({ balancer, reachable, known }) =>
      reachable && !known ? [`${balancer} does not know ${node}`] : [],
    ),
  );
  return [
    ...(out.length > 0 ? [`out of service: ${out.join(", ")}`] : []),
    ...strange,
    ...status.unreachable.map(({ balancer, reason }) => `${balancer} can't be reached: ${reason}`),
  ];
}

/** The nodes on their balancers as a table, and why one is out. */
export function renderServers(servers: readonly ServerStatus[]): string {
  return [
    renderTable(
      ["node", "balancer", "admin", "status", "check", "sessions", "requests"],
      servers.map(renderServer),
    ),
    ...renderOut(servers),
  ].join("\n");
}

function renderServer(server: ServerStatus): string[] {
  const { node, balancer, reachable, known, admin, status, check, sessions, requests } = server;
  if (!reachable) return [node, balancer, "?", "the balancer can't be reached", "", "", ""];
  if (!known) return [node, balancer, "-", "not on this balancer", "", "", ""];
  return [node, balancer, admin, status, check, sessions, requests].map((value) => String(value ?? ""));
}

/** Why a node is out, once for all its balancers. */
function renderOut(servers: readonly ServerStatus[]): string[] {
  const lines = servers.flatMap(({ node, out }) => {
    if (!out) return [];
    const who = `${out.by} (${out.pid === undefined ? `run ${out.run}` : `pid ${out.pid}`})`;
    const roll =
      out.standing === "out"
        ? `that roll is under way, until ${out.until} if it renews that no more`
        : `that roll ${out.ended === undefined ? "is over" : `ended at ${out.ended}`}; repair brings the node back when it passes its checks`;
    return [`out: ${node} was taken out by ${who} at ${out.since}; ${roll}`];
  });
  return [...new Set(lines)];
}
