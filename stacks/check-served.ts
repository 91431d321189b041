import type { Problem } from "../components";

/** What all nodes have in common, and what a roll can't change node by node as it pleases. */
export interface Served {
  readonly trafficPort: number;
  readonly caGeneration: number;
  /** Which root has signed what the load balancer shows. @default that of `caGeneration` */
  readonly edgeCaGeneration?: number;
  /** SHA-256 of the root of the certificate that the nodes were given. @default they have some of the private root */
  readonly nodeRoot?: string;
  /** What stands in front of the nodes. @default HAProxy */
  readonly front?: string;
  /** How API Manager is spread over nodes. @default active-active */
  readonly deployment?: string;
}

/**
 * Which root signs what clients see: one that they know from the outputs of a deployment before. A new root is told
 * as part of output `caPem`, and shown to clients only once the root before goes.
 */
export function planEdgeGeneration(caGeneration: number, before: unknown, trustPrevious: boolean): number {
  const { caGeneration: last = caGeneration, edgeCaGeneration = last } = (before ?? {}) as Partial<Served>;
  if (!trustPrevious) return caGeneration;
  return caGeneration > last ? caGeneration - 1 : Math.max(edgeCaGeneration, caGeneration - 1);
}

/**
 * What can't follow on what the last deployment left. HAProxy has one traffic port for all nodes, and trusts a root
 * or does not: what changes for all at once takes all of them out.
 */
export function checkServed(wanted: Served, before: unknown, trustPrevious: boolean): Problem[] {
  const last = (before ?? {}) as Partial<Served>;
  const { trafficPort = wanted.trafficPort, caGeneration = wanted.caGeneration } = last;
  const problems: Problem[] = [];
  const front = (of: Partial<Served>) => of.front ?? "haproxy";
  if (before !== undefined && front(last) !== front(wanted)) {
    problems.push({
      propertyPath: "wso2:front or wso2:system",
      reason: `would put ${front(wanted)} in the place of ${front(last)}, which takes the whole front away from under the nodes; deploy a second stack and move clients`,
    });
  }
  if (trafficPort !== wanted.trafficPort) {
    problems.push({
      propertyPath: "wso2:version or wso2:deploymentToml",
      reason: `would move the traffic port from ${trafficPort} to ${wanted.trafficPort} for all nodes at once: no roll can do that without losing requests; set the old port back, or deploy a second stack and move clients`,
    });
  }
  const step = wanted.caGeneration - caGeneration;
  if (step > 1) {
    problems.push({
      propertyPath: "wso2:caGeneration",
      reason: `got ${wanted.caGeneration} after ${caGeneration}; one step at a time, so that the root before stays trusted`,
    });
  }
  if (step < 0) {
    problems.push({
      propertyPath: "wso2:caGeneration",
      reason: `got ${wanted.caGeneration} after ${caGeneration}; a change of the root goes on only: run it again with the new value, and the other nodes follow`,
    });
  }
  if (step === 1 && !trustPrevious) {
    problems.push({
      propertyPath: "wso2:caTrustPrevious",
      reason:
        "must not be false while the root changes: every node still shows a certificate of the root before",
    });
  }
  return problems;
}
