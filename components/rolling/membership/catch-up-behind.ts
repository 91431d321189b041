import { poll } from "../../remote/poll";
import { describeError, RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { isIn, readmit } from "./in-service";
import type { Member, MemberState } from "./member";
import { openMember } from "./open-members";
import type { NodeBehind } from "./plans";
import { describeStatus } from "./serves";

const peerTimeoutSec = 5;

/**
 * Before a machine that is a balancer itself takes clients: waits until it has every node in service that a peer has, and
 * shuts out those that a roll has shut out there. Peers that can't be asked are passed over.
 *
 * @throws RollError when a node is not in service here in time
 */
export async function catchUpBehind(
  context: RollContext,
  node: string,
  behind: readonly NodeBehind[],
  timeoutSec: number,
): Promise<void> {
  const asked = await Promise.all(behind.map((each) => askPeers(context, node, each)));
  const having = (test: (seen: SeenAtPeer) => boolean) =>
    behind.filter((_, index) => asked[index]?.some(test));
  const wanted = having(({ state }) => isIn(state));
  const out = having(({ isOut }) => isOut).filter((each) => !wanted.includes(each));
  await Promise.all(out.map(async ({ own }) => (await openMember(context, own)).drain()));
  if (wanted.length === 0) return;
  await context.report.step(
    node,
    "catch up",
    () => waitFor(context, node, wanted, timeoutSec),
    () => `every node that a peer has in service: ${wanted.map((each) => each.node).join(" ")}`,
  );
}

interface SeenAtPeer {
  readonly state: MemberState;
  /** A roll has taken it out there, and nobody has brought it back. */
  readonly isOut: boolean;
}

async function lookAt(member: Member): Promise<SeenAtPeer> {
  const [state, { records }] = await Promise.all([member.state(), member.facts()]);
  const record = records.find(({ server }) => server === member.server);
  return { state, isOut: state.view.admin === "maint" && record !== undefined && !record.joined };
}

async function askPeers(context: RollContext, node: string, { peers }: NodeBehind): Promise<SeenAtPeer[]> {
  const seen = await Promise.all(
    peers.map((peer) =>
      openMember(context, peer, peerTimeoutSec)
        .then(lookAt)
        .catch((error: unknown) => {
          const reason = describeError(error);
          context.report.line(node, "ask peer", `${peer.balancer} can't be asked: ${reason}`);
          return undefined;
        }),
    ),
  );
  return seen.filter((each) => each !== undefined);
}

async function waitFor(
  context: RollContext,
  node: string,
  wanted: readonly NodeBehind[],
  timeoutSec: number,
): Promise<void> {
  const members = await Promise.all(wanted.map(({ own }) => openMember(context, own)));
  let missing: string[] = [];
  const done = await poll(
    async () => {
      const states = await Promise.all(members.map((member) => member.state()));
      missing = states.flatMap((state, index) =>
        isIn(state) ? [] : [`${wanted[index]?.node} ${describeStatus(state.view)}`],
      );
      if (missing.length === 0) return true;
      await readmit(members, states);
      return undefined;
    },
    { timeoutSec, intervalMs: 500, signal: context.signal },
  );
  if (done) return;
  throw new RollError({
    node,
    step: "catch up",
    expected: `every node in service that a peer has in service, within ${timeoutSec} s`,
    seen: missing.join(", "),
    next: "find out why it does not reach them, then `pulumi up`",
  });
}
