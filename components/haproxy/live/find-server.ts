import { RollError } from "../../remote/roll-error";
import type { HaproxyMember } from "../haproxy-member";
import type { ProcessView, ServerView } from "../server-view";

type Line = Pick<HaproxyMember, "balancer" | "backend" | "server">;

/**
 * All servers of a line's backend.
 *
 * @throws RollError where there is none of that name, or HAProxy says something of one that nobody understands
 */
export function readGroup({ balancer, backend }: Line, { backends, servers }: ProcessView): ServerView[] {
  if (!backends.includes(backend)) {
    throw new RollError({
      node: balancer,
      step: "find the backend",
      expected: `backend ${backend}`,
      seen: `only ${backends.join(", ") || "none at all"}`,
    });
  }
  const group = servers.filter((view) => view.backend === backend);
  const unclear = group.flatMap((view) => view.unclear ?? []);
  if (unclear.length === 0) return group;
  throw new RollError({
    node: balancer,
    step: "understand what HAProxy says of its servers",
    expected: "states that HAProxy 1.8 to 3.4 have",
    seen: unclear.join("; "),
    next: "nothing was changed: bring a HAProxy of a known release, or a newer pulumi-wso2, then `pulumi up`",
  });
}

/** @throws RollError where the backend has no such server */
export function findServer(line: Line, process: ProcessView): ServerView {
  const group = readGroup(line, process);
  const view = group.find(({ name }) => name === line.server);
  if (view) return view;
  throw new RollError({
    node: line.balancer,
    step: "find the server",
    expected: `server ${line.server} in backend ${line.backend}`,
    seen: `only ${group.map(({ name }) => name).join(", ") || "none at all"}`,
  });
}
