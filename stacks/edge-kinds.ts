import { haproxyPorts, haproxyProxiedPorts, type LoadBalancerKind, type Problem } from "../components";
import type { EdgeSettings } from "./edge-settings";

/** What can be in front: a load balancer of AWS, or the machines themselves with an address that moves. */
export type EdgeKind = LoadBalancerKind | "failover-pair";

/** The kinds that a configuration puts in front, the one that the name leads to first. */
export function edgeKinds({ kind = "classic", keep }: EdgeSettings = {}): EdgeKind[] {
  return [kind, ...(keep ? [keep.kind ?? "classic"] : [])];
}

/** In output `served`. */
export interface EdgeKinds {
  /** What stands in front. @default the classic one alone */
  readonly edge?: EdgeKind[];
}

/** Of output `served`: what the last deployment left in front. One that says nothing of it knew the classic one alone. */
export function kindsBefore(served: unknown): EdgeKind[] {
  const { edge } = (served ?? {}) as EdgeKinds;
  return served === undefined ? [] : (edge ?? ["classic"]);
}

/** The same for output `served`: nothing of what every stack had before there was a choice. */
export function servedEdge(edge: EdgeSettings | undefined): EdgeKinds {
  const kinds = edgeKinds(edge);
  return kinds.join() === "classic" ? {} : { edge: kinds };
}

/**
 * Every kind that stands in front at any moment of this deployment: one that goes is deleted at its end, and until then
 * the HAProxies must understand it.
 */
export function kindsDuring(edge: EdgeSettings | undefined, served: unknown): EdgeKind[] {
  return [...new Set([...edgeKinds(edge), ...kindsBefore(served)])];
}

/** Names that are not this stack's to change lead to the old load balancer until somebody changes them. */
export function checkEdgeChange(
  edge: EdgeSettings | undefined,
  served: unknown,
  dnsZone: string | undefined,
): Problem[] {
  const [kind = "classic", ...others] = edgeKinds(edge);
  const before = kindsBefore(served);
  const [gone] = before.filter((each) => each !== kind && !others.includes(each));
  if (dnsZone !== undefined || gone === undefined || before.includes(kind)) return [];
  return [
    {
      propertyPath: "wso2:edge.kind",
      reason: `would take the ${described(gone)} away in the same step that makes the ${described(kind)}, while the name of your own still leads to it; set wso2:edge.keep.kind to ${gone} and run \`pulumi up\`, let the name lead to output \`url\`, and take wso2:edge.keep away an hour later`,
    },
  ];
}

function described(kind: EdgeKind): string {
  return kind === "failover-pair" ? "failover pair" : `${kind} load balancer`;
}

/** Without the failover pair. */
export function balancersOf(kinds: readonly EdgeKind[]): LoadBalancerKind[] {
  return kinds.flatMap((kind) => (kind === "failover-pair" ? [] : kind));
}

/** Ports of the HAProxies for a kind: a network one hands on bytes, and says before them who the client is. */
export function edgePorts(kind: LoadBalancerKind): typeof haproxyPorts {
  return kind === "network" ? haproxyProxiedPorts : haproxyPorts;
}
