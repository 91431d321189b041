import { describeError } from "../remote/roll-error";
import { endEngine } from "../remote/run/end-engine";
import type { RollContext } from "../rolling/context";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { CommandName } from "./commands";
import type { Plans } from "./plans";

/** The links of a node's chain. */
type LinkName = "leave" | "stop" | "start" | "join";

const links: readonly CommandName[] = ["leave", "stop", "start", "join"] satisfies LinkName[];

/** Run by the engine as deletes. */
const deletes: readonly CommandName[] = ["leave", "stop"] satisfies LinkName[];

/** A link of a node's chain has failed, and with it its run; on whatever balancers the node is. */
export async function afterFailure<K extends CommandName>(
  context: RollContext,
  name: K,
  plan: Plans[K],
  { node, error }: { readonly node: string | undefined; readonly error: unknown },
): Promise<void> {
  if (!links.includes(name)) return;
  const { members = [] } = plan as { readonly members?: readonly BalancerMember[] };
  if (node !== undefined && members.length > 0) await endOnBalancers(context, node, members, error);
  if (!deletes.includes(name) || !context.run.goesOnAfterErrors) return;
  const why = "Pulumi never ends an update with --continue-on-error whose delete has failed";
  context.report.line(node ?? "", "failed", `${why} (pulumi/pulumi#16373): it is interrupted now`);
  endEngine(context.run);
}

async function endOnBalancers(
  context: RollContext,
  node: string,
  members: readonly BalancerMember[],
  error: unknown,
): Promise<void> {
  const { endOwnRecords } =
    require("../rolling/membership/end-own-records") as typeof import("../rolling/membership/end-own-records");
  const { awaitNeighbours } =
    require("../rolling/membership/await-neighbours") as typeof import("../rolling/membership/await-neighbours");
  // Nobody elsewhere sees this run end; what it wrote down would keep others waiting.
  await endOwnRecords(context, members);
  await awaitNeighbours(context, { node, members, why: describeError(error) });
}
