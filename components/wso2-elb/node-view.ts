import type { MemberView } from "../rolling/membership/member-view";
import { isLeftOver, type MemberLog } from "./member-log";

/** A node as its ELB has it: by what its log says, and by whether the way to its Tribes port is closed. */
export function planNodeView(
  name: string,
  address: string,
  { log, closed }: { readonly log: MemberLog; readonly closed: ReadonlySet<string> },
): MemberView {
  const membership = log.members.get(address) ?? "unknown";
  const isIn = membership === "in";
  const isClosed = closed.has(address);
  const isOut = membership === "out" || membership === "unknown";
  const words = { in: "member", out: "left", coming: "joining", unknown: "never joined" };
  // Nothing but `admit` brings it back, as where the way is closed.
  const isShutOut = isLeftOver(log, address);
  const suffix = isClosed ? ", closed" : isShutOut ? ", not let in again" : "";
  return {
    name,
    status: `${words[membership]}${suffix}`,
    // Until Tribes has noticed, it is sent requests; one that is joining will be.
    admin: isClosed ? (isOut ? "maint" : "drain") : isShutOut ? "maint" : "ready",
    up: isIn,
    checkPassed: isIn,
    check: isIn ? "Tribes" : "",
    requests: 0,
    downs: log.leaves.get(address) ?? 0,
  };
}
