import type { MemberView } from "../rolling/membership/member-view";
import { isLeftOver, type MemberLog } from "./member-log";

/** An ELB's log, which ways are closed, and what was seen of its requests. */
export interface SeenOfElb {
  readonly log: MemberLog;
  /** Addresses whose way to the ELB is closed. */
  readonly closed: ReadonlySet<string>;
  /** By address: why a node that the log has as a member gets no requests. @default nobody looked, or all do */
  readonly passedOver?: ReadonlyMap<string, string>;
  /** By address: why nobody can say whether such a one gets requests. @default none is in doubt */
  readonly unproven?: ReadonlyMap<string, string>;
}

/** A node as its ELB has it: by what its log says, by its requests, and by whether the way to its Tribes port is closed. */
export function planNodeView(
  name: string,
  address: string,
  { log, closed, passedOver, unproven }: SeenOfElb,
): MemberView {
  const membership = log.members.get(address) ?? "unknown";
  const isIn = membership === "in";
  const isClosed = closed.has(address);
  const isOut = membership === "out" || membership === "unknown";
  const words = { in: "member", out: "left", coming: "joining", unknown: "never joined" };
  // Nothing but `admit` brings it back, as where the way is closed.
  const isShutOut = isLeftOver(log, address);
  const why = isClosed ? undefined : passedOver?.get(address);
  const doubt = isClosed ? undefined : unproven?.get(address);
  const said = why ?? doubt;
  const suffix = isClosed ? ", closed" : isShutOut ? ", not let in again" : said ? `, ${said}` : "";
  return {
    name,
    status: `${words[membership]}${suffix}`,
    // Until Tribes has noticed, it is sent requests; one that is joining will be.
    admin: isClosed ? (isOut ? "maint" : "drain") : isShutOut ? "maint" : "ready",
    up: isIn,
    checkPassed: isIn && doubt === undefined,
    check: isIn ? (passedOver && said === undefined ? "Tribes and a request" : "Tribes") : "",
    requests: 0,
    downs: log.leaves.get(address) ?? 0,
    ...(why === undefined ? {} : { passedOver: true }),
    ...(doubt === undefined ? {} : { unproven: true }),
  };
}
