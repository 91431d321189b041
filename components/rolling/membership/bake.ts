import type { RollContext, RollResult } from "../context";
import { waitUntilUp } from "./in-service";
import { openMembers } from "./open-members";
import type { BakePlan } from "./plans";
import { watchStable } from "./watch-stable";

/** A node that is not in service when its batch begins to bake has this long to be. */
const upTimeoutSec = 30;

/** `bake`: sees all nodes of a batch stay in service before the next batch goes. */
export async function bake(context: RollContext, { nodes, bakeSec }: BakePlan): Promise<RollResult> {
  const watchNode = async ({ node, members: plans }: BakePlan["nodes"][number]) => {
    const members = await openMembers(context, node, plans);
    const states = await waitUntilUp(context, node, members, upTimeoutSec);
    await context.report.step(
      node,
      "bake",
      () => watchStable(context, node, members, states, { stableSec: bakeSec, upTimeoutSec }),
      () => `UP for ${bakeSec} s`,
    );
  };
  await Promise.all(nodes.map(watchNode));
  return { baked: nodes.map(({ node }) => node), bakeSec };
}
