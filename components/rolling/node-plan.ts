import type { RollPart } from "../remote/roll-part";
import type { SshTarget } from "../remote/ssh-target";

/** What runs on a node, as far as a roll must know it; the room of the nodes says the rest. */
export interface NodePlan extends RollPart {
  readonly target: SshTarget;
  readonly version: string;
}
