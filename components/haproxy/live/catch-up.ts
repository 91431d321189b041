import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { RollContext } from "../../rolling/context";
import type { BalancedBackend } from "../../rolling/membership/plans";
import { isUsable } from "../../rolling/membership/serves";
import { lineKey } from "../other-lines";
import type { ServerView } from "../server-view";
import { HaproxySocket } from "./socket";

const peerTimeoutSec = 5;

function isServing(view: ServerView): boolean {
  return isUsable(view) && view.checkPassed;
}

/** Servers that a peer has in service and this HAProxy not, with what it says of each: `node2 DOWN`. */
export function planMissing(own: readonly ServerView[], peers: readonly (readonly ServerView[])[]): string[] {
  const serving = peers.flat().filter(isServing);
  const wanted = new Map(serving.map((view) => [lineKey(view), view]));
  const isOne = new Set(serving.map(({ backend }) => backend)).size === 1;
  return [...wanted].flatMap(([line, { name }]) => {
    const view = own.find((candidate) => lineKey(candidate) === line);
    if (view && isServing(view)) return [];
    return `${isOne ? name : line} ${view?.status ?? "not known"}`;
  });
}

/**
 * Whether a HAProxy has servers to send requests to: one that is enabled at least. One without answers its
 * health check with 503 as it should, so nobody can wait for it to be in service.
 */
export async function hasEnabledServers(context: RollContext, own: BalancedBackend): Promise<boolean> {
  const views = await readBackends(context, own, own);
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
      readBackends(context, peer, own, peerTimeoutSec).catch((error: unknown) => {
        context.report.line(node, "ask peer", `${peer.ssh.name} can't be asked: ${describeError(error)}`);
        return undefined;
      }),
    ),
  );
  const peers = asked.filter((views) => views !== undefined);
  let missing: string[] = [];
  const done = await poll(
    async () => {
      missing = planMissing(await readBackends(context, own, own), peers);
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

async function readBackends(
  context: RollContext,
  { ssh, socketPath }: Pick<BalancedBackend, "ssh" | "socketPath">,
  { backend, further = [] }: Pick<BalancedBackend, "backend" | "further">,
  timeoutSec?: number,
): Promise<ServerView[]> {
  const connection = await context.pool.connect(ssh, timeoutSec);
  const { servers } = await new HaproxySocket(connection, socketPath).view();
  return servers.filter((view) => view.backend === backend || further.includes(view.backend));
}
