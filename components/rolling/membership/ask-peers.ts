import { describeError } from "../../remote/roll-error";
import { ConnectError } from "../../remote/ssh/connect";
import type { RollContext } from "../context";
import type { Member, MemberState } from "./member";
import { openMember } from "./open-members";
import type { OutRecord } from "./out-record";
import type { NodeBehind } from "./plans";

/** To reach one that does not answer. On a busy computer a connection takes seconds. */
const peerTimeoutSec = 20;

/** A node as a member of one peer. */
export interface SeenAtPeer {
  readonly member: Member;
  readonly state: MemberState;
  /** What a roll has written down of it there. */
  readonly record: OutRecord | undefined;
  /** A roll has taken it out there, and nobody has brought it back. */
  readonly isOut: boolean;
}

/** What became of the question. */
export interface AskedPeers {
  readonly seen: readonly SeenAtPeer[];
  /** One of them is there, whatever it says. */
  readonly isReached: boolean;
}

/** How the peers of a machine that is a balancer itself have a node. Those that can't be asked are passed over, with a line. */
export async function askPeers(
  context: RollContext,
  machine: string,
  { peers }: NodeBehind,
): Promise<AskedPeers> {
  let isReached = false;
  const seen = await Promise.all(
    peers.map((peer) =>
      openMember(context, peer, peerTimeoutSec)
        .then(async (member) => {
          isReached = true;
          return lookAt(member);
        })
        .catch((error: unknown) => {
          if (!(error instanceof ConnectError)) isReached = true;
          const reason = describeError(error);
          context.report.line(machine, "ask peer", `${peer.balancer} can't be asked: ${reason}`);
          return undefined;
        }),
    ),
  );
  return { seen: seen.filter((each) => each !== undefined), isReached };
}

/** A node as one balancer has it. */
export async function lookAt(member: Member): Promise<SeenAtPeer> {
  const [state, { records }] = await Promise.all([member.state(), member.facts()]);
  const record = records.find(({ server }) => server === member.server);
  const isOut = state.view.admin === "maint" && record !== undefined && !record.joined;
  return { member, state, record, isOut };
}
