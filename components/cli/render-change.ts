import { renderOrder } from "../rolling/render-order";
import { renderRollPlan } from "../rolling/render-roll-plan";
import type { GroupChange, PlannedChange } from "./planned-change";

const verbs: Readonly<Record<string, string>> = {
  create: "to create",
  update: "to update",
  replace: "to replace",
  delete: "to delete",
};

/** `3 to create, 12 to replace`; empty when nothing changes. */
export function renderChanges(changes: PlannedChange["changes"]): string {
  return Object.entries(verbs)
    .flatMap(([op, verb]) => (changes[op] ? [`${changes[op]} ${verb}`] : []))
    .join(", ");
}

const standings = { planned: undefined, first: "first deployment", unknown: "not known beforehand" } as const;

/** In which order several groups go; nothing where none waits for another one. */
export function renderGroupOrder(groups: readonly GroupChange[]): string | undefined {
  return renderOrder(groups.map((each) => ({ ...each, otherwise: standings[each.standing] })));
}

/** Why there is no table of a group. */
export function renderStanding({ group, standing, plan }: GroupChange): string | undefined {
  switch (standing) {
    case "first":
      return `${group} is deployed for the first time: nothing serves yet, so nothing is rolled.`;
    case "unknown":
      return `The roll of ${group} can't be told beforehand: it hangs on values that the update itself makes. The batches and limits are as configured.`;
    default:
      return plan && plan.batches.length === 0 && plan.gone.length === 0
        ? `Nothing to roll: no node of ${group} changes.`
        : undefined;
  }
}

export function renderUnreachable(unreachable: PlannedChange["unreachable"]): string | undefined {
  if (unreachable.length === 0) return undefined;
  const names = unreachable.map(({ balancer, reason }) => `${balancer} (${reason})`).join(", ");
  return `Balancers can't be reached from where this ran: ${names}. The plan takes every node for in service; a node that is out would go first.`;
}

/** The same for a terminal. */
export function renderChange(change: PlannedChange): string {
  const { stack, changes, groups, certificates, errors } = change;
  if (errors.length > 0) return [`the preview of stack ${stack} failed:`, ...errors].join("\n");
  const unreachable = renderUnreachable(change.unreachable);
  const order = renderGroupOrder(groups);
  return [
    `stack ${stack}: ${renderChanges(changes) || "no resource changes"}`,
    ...(order ? [order] : []),
    ...groups.map((group) => renderStanding(group) ?? (group.plan ? renderRollPlan(group.plan) : "")),
    ...(unreachable ? [unreachable] : []),
    ...certificates.map(
      ({ name, validUntil, renewed, daysLeft }) =>
        `certificate ${name} ends ${validUntil.slice(0, 10)}, in ${daysLeft} days${renewed ? "; this change renews it" : ""}`,
    ),
  ].join("\n");
}
