import type { KeptStep } from "../rolling/membership/keep-lease";
import { betweenCommandsSec, betweenSec } from "../rolling/membership/lease";
import type { ChangeStep, StatusPlan } from "../rolling/membership/plans";
import type { CommandName } from "./commands";
import type { Plans } from "./plans";

/** A command that changes a node which has left. */
type ChangePlan = Plans["start" | "stop"];

function isChange(name: CommandName): name is "start" | "stop" {
  return name === "start" || name === "stop";
}

/** Whose records a command renews for as long as it works; none where its own steps do so, or nothing is out. */
export function planKeptStep<K extends CommandName>(name: K, plan: Plans[K]): KeptStep | undefined {
  if (isChange(name)) return stepOfChange(name, plan as ChangePlan);
  if (name === "bake") return stepBetween("bake", (plan as Plans["bake"]).nodes);
  if (name !== "run-hooks") return undefined;
  const { context, between = [] } = plan as Plans["run-hooks"];
  return stepBetween(context.label, between);
}

/** After a stop there may come a new machine; after a start nothing but the join. */
function stepOfChange(
  name: "start" | "stop",
  { target, members = [], leave }: ChangePlan & ChangeStep,
): KeptStep {
  const isLast = name === "start";
  const leaseSec = isLast ? betweenCommandsSec : (leave?.leaseSec ?? betweenCommandsSec);
  return { node: target.name, members, leaseSec, isLast };
}

/** The nodes are back, and the run goes on to the next ones after this. */
function stepBetween(label: string, nodes: StatusPlan["nodes"]): KeptStep {
  const members = nodes.flatMap((each) => each.members);
  return { node: label, members, leaseSec: betweenSec, isLast: false, isBetween: true };
}
