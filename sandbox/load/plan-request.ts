import type { LoadPlan } from "./options";

/** One request of the steady rate, before a client is found for it. */
export interface PlannedRequest {
  readonly kind: "session" | "fresh";
  /** Size of the body of a POST; 0 for a GET. */
  readonly bodyBytes: number;
}

/** A prime, so that the sizes of bodies do not repeat with the period of anything else. */
const sizeStep = 7919;

/**
 * The `index`-th request. Shares are kept exactly and evenly, not by chance, so that a run can be checked by
 * counting; each kind has its share of POSTs.
 */
export function planRequest(index: number, plan: Pick<LoadPlan, "newConnections" | "posts">): PlannedRequest {
  const freshBefore = Math.floor(index * plan.newConnections);
  const kind = isPicked(index, plan.newConnections) ? "fresh" : "session";
  const ofItsKind = kind === "fresh" ? freshBefore : index - freshBefore;
  const { share, minBytes, maxBytes } = plan.posts;
  if (!isPicked(ofItsKind, share)) return { kind, bodyBytes: 0 };
  return { kind, bodyBytes: minBytes + ((index * sizeStep) % (maxBytes - minBytes + 1)) };
}

/** Whether the `index`-th of a series is one of the share; the first n hold floor(n * share) of them. */
function isPicked(index: number, share: number): boolean {
  return Math.floor((index + 1) * share) > Math.floor(index * share);
}
