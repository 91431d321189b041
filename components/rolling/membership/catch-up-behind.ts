import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { askPeers, lookAt, type SeenAtPeer } from "./ask-peers";
import { eachSettled, isHad, isIn, readmit } from "./in-service";
import type { Member } from "./member";
import { openMember } from "./open-members";
import type { NodeBehind } from "./plans";
import { describeStatus } from "./serves";

/**
 * Before a machine that is a balancer itself takes clients: waits until it has every node in service that a peer has, and
 * shuts out those that a roll has shut out there. A node that this machine knows nothing of, as it is new itself, is let
 * in where a peer has it, and where no peer can be reached: then its checks decide. Peers that can't be asked are passed
 * over.
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
    behind.filter((_, index) => asked[index]?.seen.some(test));
  const wanted = having(({ state }) => isHad(state));
  const out = having(({ isOut }) => isOut).filter((each) => !wanted.includes(each));
  await Promise.all(out.map(async ({ own }) => (await openMember(context, own)).drain()));
  const alone = behind.filter((_, index) => !asked[index]?.isReached);
  await eachSettled(await findUnknown(context, [...wanted, ...alone]), (member) =>
    member.exclusive(() => member.admit()),
  );
  if (wanted.length === 0) return;
  await context.report.step(
    node,
    "catch up",
    () => waitFor(context, node, wanted, timeoutSec),
    () => `every node that a peer has in service: ${wanted.map((each) => each.node).join(" ")}`,
  );
}

/** Those that are out here, and that nobody has taken out. */
async function findUnknown(context: RollContext, nodes: readonly NodeBehind[]): Promise<Member[]> {
  const members = await Promise.all(nodes.map(({ own }) => openMember(context, own)));
  const looks = await Promise.all(members.map(lookAt));
  return members.filter((_, index) => {
    const { state, record } = looks[index] ?? {};
    return state?.view.admin === "maint" && record === undefined;
  });
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
