import type { MemberView } from "./member-view";

/** Gets requests, new clients' too, whenever it is its turn. */
export function isUsable(view: MemberView): boolean {
  return view.admin === "ready" && view.up && !view.weightless && !view.passedOver && !view.unproven;
}

/** Those whom a balancer sends a new client's request to: the backups only when nobody else is left. */
export function findServing<T extends MemberView>(servers: readonly T[]): T[] {
  const usable = servers.filter(isUsable);
  const active = usable.filter((view) => !view.backup);
  return active.length > 0 ? active : usable;
}

/** `UP`, `UP, weight 0`, `UP, backup`: what the balancer says and what keeps requests away all the same. */
export function describeStatus({ status, up, weightless, backup }: MemberView): string {
  return [status, ...(up && weightless ? ["weight 0"] : []), ...(backup ? ["backup"] : [])].join(", ");
}
