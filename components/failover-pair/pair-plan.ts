import type { SshTarget } from "../remote/ssh-target";
import type { PairFacts } from "./pair-model";

/** `configure-pair`: makes a machine one of the two of a cluster. */
export interface PairPlan {
  readonly target: SshTarget;
  /** The instance of this machine alone is known; of the other one, the cluster knows it. */
  readonly facts: PairFacts;
  /** That the two encrypt by, 128 bytes of text. */
  readonly authKey: string;
  /** Digest of the agents' text: a release that has others writes them anew. */
  readonly agents?: string;
}
