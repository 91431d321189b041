import type { CertificateFiles, Problem } from "../components";
import { checkShown } from "./certificate-places";
import { checkServed, planEdgeGeneration, type Served } from "./check-served";
import { checkEdgeChange, type EdgeKind, type EdgeKinds, kindsDuring, servedEdge } from "./edge-kinds";
import { nodeCertificate } from "./node-certificate";
import type { NodeClusterSettings } from "./settings";

/** What all nodes of a stack serve with, and how it follows on what the last deployment left. */
export interface ServedPlan {
  /** To be kept as output `served`. */
  readonly served: Served & EdgeKinds;
  /** Every kind that stands in front at any moment of this deployment. */
  readonly kinds: readonly EdgeKind[];
  /** Which root signs what clients see. */
  readonly edgeCaGeneration: number;
  /** Given to all nodes. @default each has one of the private root */
  readonly certificate?: CertificateFiles;
  readonly problems: readonly Problem[];
}

/**
 * @param front What the clients' requests come to, where it is not HAProxy alone.
 * @param before Output `served` of the last deployment.
 */
export function planServed(
  settings: NodeClusterSettings,
  {
    serviceName,
    ...of
  }: Pick<Served, "deployment" | "front" | "trafficPort"> & { readonly serviceName: string },
  before: unknown,
): ServedPlan {
  const { caGeneration, caTrustPrevious } = settings;
  const edgeCaGeneration = planEdgeGeneration(caGeneration, before, caTrustPrevious);
  const kinds = kindsDuring(settings.edge, before);
  const { files, root, problems } = nodeCertificate(settings, serviceName, before);
  const served = {
    ...{ ...of, caGeneration, edgeCaGeneration },
    ...(root && { nodeRoot: root }),
    ...servedEdge(settings.edge),
  };
  return {
    ...{ served, edgeCaGeneration, kinds },
    ...(files && { certificate: files }),
    problems: [
      ...checkServed(served, before, caTrustPrevious),
      ...checkEdgeChange(settings.edge, before, settings.dnsZone),
      ...checkShown(settings, kinds),
      ...problems,
    ],
  };
}
