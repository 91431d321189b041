import { poll } from "../../remote/poll";
import { RollError } from "../../remote/roll-error";
import type { RollContext } from "../context";
import { askPeers, type SeenAtPeer } from "./ask-peers";
import { allowedBy } from "./below-floor";
import { isHad, isIn } from "./in-service";
import type { Member, MemberState } from "./member";
import { openMember } from "./open-members";
import type { NodeBehind } from "./plans";
import { describeStatus } from "./serves";

/**
 * Before a machine that is a balancer itself leaves: its clients go to its peers, and what stands in front of them may
 * not know whether those have any node. Each that can be asked must have in service whom this one has, but for nodes that a
 * roll has taken out there. Whom a peer passes over is let in anew.
 *
 * @throws RollError before anything of the machine is changed
 */
export async function provePeers(
  context: RollContext,
  machine: string,
  behind: readonly NodeBehind[],
  timeoutSec: number,
): Promise<void> {
  const here = await Promise.all(behind.map((each) => isServed(context, each)));
  const wanted = behind.flatMap(({ node }, index) => (here[index] ? [node] : []));
  if (wanted.length === 0) return;
  const asked = (await Promise.all(behind.map((each) => askPeers(context, machine, each)))).flatMap(
    ({ seen }) => seen,
  );
  if (asked.length === 0) return;
  const balancers = balancersOf(asked).join(" ");
  await context.report.step(
    machine,
    "peers",
    () => waitFor(context, machine, wanted, asked, timeoutSec),
    (missing) =>
      missing === undefined
        ? `${balancers} can go on without it, with ${wanted.join(" ")}`
        : `NOT READY, allowed by ${allowedBy(context)}: ${missing}`,
  );
}

/** By this machine, as it says itself: no proof of it is needed. One that can't say so serves nobody. */
async function isServed(context: RollContext, { own }: NodeBehind): Promise<boolean> {
  return openMember(context, own)
    .then(async (member) => isHad(await member.state()))
    .catch(() => false);
}

/** @returns what is missing, where that is allowed */
async function waitFor(
  context: RollContext,
  machine: string,
  wanted: readonly string[],
  asked: readonly SeenAtPeer[],
  timeoutSec: number,
): Promise<string | undefined> {
  const members = asked.map(({ member }) => member);
  let missing = "";
  let seen = asked;
  const ready = await poll(
    async () => {
      missing = describeMissing(wanted, seen);
      if (missing === "") return true;
      const states = await Promise.all(members.map((member) => member.state()));
      await readmitOne(members, states);
      seen = asked.map((each, index) => ({ ...each, state: states[index] ?? each.state }));
      return undefined;
    },
    { timeoutSec: context.belowFloorAllowed ? 0 : timeoutSec, intervalMs: 500, signal: context.signal },
  );
  if (ready) return undefined;
  if (context.belowFloorAllowed) return missing;
  throw new RollError({
    node: machine,
    step: "prove that its peers can go on without it",
    expected: `every node in service there that is in service here, within ${timeoutSec} s; nothing was changed`,
    seen: missing,
    next: "find out why they do not reach them, then `pulumi up`; to go on all the same, `WSO2_BELOW_FLOOR=allow pulumi up`",
  });
}

/** Peers serve: no second node goes from them while one comes back. */
async function readmitOne(members: readonly Member[], states: readonly MemberState[]): Promise<void> {
  const lost = states.findIndex(({ view }) => view.passedOver);
  const isComing = states.some(({ view }) => view.admin === "ready" && !view.up);
  const member = members[lost];
  if (member && !isComing) await member.exclusive(() => member.admit());
}

function describeMissing(wanted: readonly string[], seen: readonly SeenAtPeer[]): string {
  const lacking = seen.filter(
    ({ member, state, isOut }) => wanted.includes(member.server) && !isIn(state) && !isOut,
  );
  const idle = balancersOf(seen).filter((balancer) =>
    seen.every(({ member, state }) => member.balancer !== balancer || !isIn(state)),
  );
  return [
    ...lacking.map(
      ({ member, state }) => `${member.balancer} has ${member.server} ${describeStatus(state.view)}`,
    ),
    ...idle.map((balancer) => `${balancer} has none in service`),
  ].join(", ");
}

function balancersOf(seen: readonly SeenAtPeer[]): string[] {
  return [...new Set(seen.map(({ member }) => member.balancer))];
}
