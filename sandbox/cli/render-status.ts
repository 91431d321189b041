import type { SandboxStatus, ServerStatus } from "./plan-status";
import { renderTable } from "./table";

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
        : `that roll ${out.ended === undefined ? "is over" : `ended at ${out.ended}`}; status --repair brings the node back when it passes its checks`;
    return [`out: ${node} was taken out by ${who} at ${out.since}; ${roll}`];
  });
  return [...new Set(lines)];
}

/** The live state as tables. */
export function renderStatus(status: SandboxStatus): string {
  const members = status.elbs.flatMap(({ name, address, members: own }) =>
    own.map(({ key, state, lastCheck }) => [name, address, key, state, lastCheck]),
  );
  const problems = [
    ...status.elbs.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
    ...status.unreachable.map(({ balancer, reason }) => `${balancer} can't be reached: ${reason}`),
    ...status.problems,
  ];
  return [
    `stack ${status.stack} at ${status.url}`,
    "",
    renderTable(["ELB", "address", "member", "state", "last check"], members),
    "",
    renderTable(
      ["node", "balancer", "admin", "status", "check", "sessions", "requests"],
      status.servers.map(renderServer),
    ),
    ...renderOut(status.servers),
    "",
    renderTable(
      ["node", "address", "machine", "version"],
      status.nodes.map(({ key, address, machine, version }) => [key, address, machine, version ?? "none"]),
    ),
    ...problems.map((problem) => `problem: ${problem}`),
  ].join("\n");
}
