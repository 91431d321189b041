import type { RollPart } from "../remote/roll-part";

/** `follow-name`: a name that now leads to another load balancer. */
export interface NamePlan extends RollPart {
  /** Name that clients use. */
  readonly name: string;
  /** Name that AWS gave the load balancer; another one is what all this is for. */
  readonly leadsTo: string;
  /** So long resolvers may still answer with what it led to before. */
  readonly forSec: number;
}
