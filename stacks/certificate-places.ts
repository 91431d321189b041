import type { Problem } from "../components";
import type { EdgeKind } from "./edge-kinds";
import { type BalancerSettings, balancersOfEdge, type EdgeSettings } from "./edge-settings";

type Place = "HAProxy tier" | "load balancer";

/**
 * Who shows clients the certificate that the configuration gives, or the one of the private root. Nobody where each load
 * balancer has another, which is in AWS already.
 * @param kinds Every kind that stands in front at any moment of the deployment: a pair that goes still serves.
 */
export function certificatePlaces(edge: EdgeSettings | undefined, kinds: readonly EdgeKind[]): Place[] {
  return [
    ...balancersOfEdge(edge).flatMap(([, each]) => placesOf(each)),
    ...(kinds.includes("failover-pair") ? (["HAProxy tier"] as const) : []),
  ];
}

function placesOf({ kind = "classic", passthrough, certificateArn }: BalancerSettings): Place[] {
  if (kind === "failover-pair") return ["HAProxy tier"];
  // The component asks for one in any case.
  if (passthrough) return ["HAProxy tier", "load balancer"];
  return certificateArn === undefined ? ["load balancer"] : [];
}

interface Given {
  readonly edge?: EdgeSettings | undefined;
  readonly certificatePem?: string | undefined;
  readonly keystore?: string | undefined;
}

/** A certificate that is given and that nobody would show. */
export function checkShown({ edge, ...given }: Given, kinds: readonly EdgeKind[]): Problem[] {
  const keys = certificatePlaces(edge, kinds).length > 0 ? [] : (["certificatePem", "keystore"] as const);
  const reason =
    "is set, and wso2:edge.certificateArn is what the load balancer shows; leave one of them out";
  return keys.flatMap((key) => (given[key] === undefined ? [] : [{ propertyPath: `wso2:${key}`, reason }]));
}
