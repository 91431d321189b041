import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { RollContext } from "../../rolling/context";
import type { BalancedBackend } from "../../rolling/membership/plans";
import { isUsable } from "../../rolling/membership/serves";
import type { ServerView } from "../server-view";
import { HaproxySocket } from "./socket";

const peerTimeoutSec = 5;

function isServing(view: ServerView): boolean {
  return isUsable(view) && view.checkPassed;
}

/** Servers that a peer has in service and this HAProxy not, with what it says of each: `node2 DOWN`. */
export function planMissing(own: readonly ServerView[], peers: readonly (readonly ServerView[])[]): string[] {
  const wanted = new Set(
    peers
      .flat()
      .filter(isServing)
      .map((view) => view.name),
  );
  return [...wanted].flatMap((name) => {
    const view = own.find((candidate) => candidate.name === name);
    if (view && isServing(view)) return [];
    return `${name} ${view?.status ?? "not known"}`;
  });
}

/**
 * Whether a HAProxy has servers to send requests to: one that is enabled at least. One without answers its
 * health check with 503 as it should, so nobody can wait for it to be in service.
 */
export async function hasEnabledServers(context: RollContext, own: BalancedBackend): Promise<boolean> {
  const views = await readBackend(context, own, own.backend);
  return views.some((view) => view.admin === "ready");
}

/**
 * Before a HAProxy takes clients: waits until it has every server in service that its peers have. Until then
 * it would send a client whose session is on one of the others to a node that does not know the session.
 *
 * @throws RollError when a server is not in service here in time
 */
export async function catchUp(
  context: RollContext,
  node: string,
  own: BalancedBackend,
  timeoutSec: number,
): Promise<void> {
  const asked = await Promise.all(
    own.peers.map((peer) =>
      readBackend(context, peer, own.backend, peerTimeoutSec).catch((error: unknown) => {
        context.report.line(node, "ask peer", `${peer.ssh.name} can't be asked: ${describeError(error)}`);
        return undefined;
      }),
    ),
  );
  const peers = asked.filter((views) => views !== undefined);
  let missing: string[] = [];
  const done = await poll(
    async () => {
      missing = planMissing(await readBackend(context, own, own.backend), peers);
      return missing.length === 0 ? true : undefined;
    },
    { timeoutSec, signal: context.signal },
  );
  if (done) return;
  throw new RollError({
    node,
    step: "catch up",
    expected: `every server in service that a peer has in service, within ${timeoutSec} s`,
    seen: missing.join(", "),
    next: "find out why it does not reach them, then `pulumi up`; one in MAINT here alone comes back with `roll repair`",
  });
}

async function readBackend(
  context: RollContext,
  { ssh, socketPath }: Pick<BalancedBackend, "ssh" | "socketPath">,
  backend: string,
  timeoutSec?: number,
): Promise<ServerView[]> {
  const connection = await context.pool.connect(ssh, timeoutSec);
  const { servers } = await new HaproxySocket(connection, socketPath).view();
  return servers.filter((view) => view.backend === backend);
}
