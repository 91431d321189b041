import { withLock } from "../../remote/lock";
import { digestFiles } from "../../remote/machine-files";
import { describeError } from "../../remote/roll-error";
import type { RollContext, RollResult } from "../../rolling/context";
import type { HaproxyPlan } from "../haproxy-plan";
import { adminByName, type BackendPlan } from "../plan-backends";
import { applyHaproxy, describeServers } from "./apply";
import { readBalancerFiles } from "./balancer-files";
import type { PeerFacts } from "./peer-facts";
import { HaproxySocket } from "./socket";

const peerTimeoutSec = 5;
const lockWaitSec = 60;

/** `configure-haproxy`: makes one HAProxy run the configuration, without a gap. */
export async function configureHaproxy(context: RollContext, plan: HaproxyPlan): Promise<RollResult> {
  const [connection, peers] = await Promise.all([
    context.pool.connect(plan.target),
    Promise.all(plan.peers.map((peer) => askPeer(context, plan, peer))),
  ]);
  const result = await withLock(connection, lockWaitSec, () =>
    applyHaproxy(context, connection, {
      config: plan.config,
      files: plan.files,
      filesDigest: digestFiles(plan.files),
      peers: peers.filter((peer) => peer !== undefined),
    }),
  );
  const silent = plan.peers.filter((_, index) => peers[index] === undefined).map((peer) => peer.name);
  if (!result.changed) context.report.line(plan.target.name, "configure", "nothing changed");
  else if (!result.reloaded) {
    context.report.line(plan.target.name, "configure", `no reload needed: ${describeServers(result.plans)}`);
  }
  return {
    changed: result.changed,
    reloaded: result.reloaded,
    servers: Object.fromEntries(adminByName(result.plans)),
    retained: namesOf(result.plans),
    peersSilent: silent,
  };
}

/** Of the servers that are retained, each name once. */
function namesOf(plans: readonly BackendPlan[]): string[] {
  return [...new Set(plans.flatMap(({ retained }) => retained.map(({ name }) => name)))];
}

/** A peer that can't be asked knows nothing: it may be as new as this machine. */
async function askPeer(
  context: RollContext,
  { target }: HaproxyPlan,
  peer: HaproxyPlan["peers"][number],
): Promise<PeerFacts | undefined> {
  try {
    const connection = await context.pool.connect(peer.ssh, peerTimeoutSec);
    const [{ rows }, { joined, records }] = await Promise.all([
      new HaproxySocket(connection, peer.socketPath).view(),
      readBalancerFiles(connection),
    ]);
    return { rows, joined, records };
  } catch (error) {
    context.report.line(target.name, "ask peer", `${peer.name} can't be asked: ${describeError(error)}`);
    return undefined;
  }
}
