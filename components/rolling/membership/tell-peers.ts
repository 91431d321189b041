import type { GroupFacts, Member } from "./member";
import type { FloorPolicy, MembershipPlan } from "./plans";

/**
 * Who stands side by side in front, for machines that are balancers themselves: no roll of theirs begins with floors.
 * Told whenever one of them hears of a change, so the leave of a machine that is named no more knows that it goes for
 * good. What another group has written stays.
 */
export async function tellPeers(
  { node, floor, balances }: MembershipPlan,
  members: readonly Member[],
  facts: readonly GroupFacts[],
): Promise<void> {
  if (!balances) return;
  const machines = [node, ...balances.peers.map(({ ssh }) => ssh.name)].sort();
  const policy: FloorPolicy = {
    ...(floor.minHealthy === undefined ? {} : { minHealthy: floor.minHealthy }),
    maxUnavailable: Object.fromEntries(machines.map((machine) => [machine, floor.maxUnavailable])),
  };
  const untold = members.filter((_, index) => {
    const told = facts[index]?.floors;
    return told?.group === undefined && !isSame(told, policy);
  });
  await Promise.all(untold.map((member) => member.writeFloors(policy)));
}

function isSame(told: FloorPolicy | undefined, { minHealthy, maxUnavailable }: FloorPolicy): boolean {
  const render = (counts: FloorPolicy["maxUnavailable"]) => JSON.stringify(Object.entries(counts).sort());
  return told?.minHealthy === minHealthy && render(told?.maxUnavailable ?? {}) === render(maxUnavailable);
}
