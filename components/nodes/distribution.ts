import type { RollPart } from "../remote/roll-part";
import type { SshTarget } from "../remote/ssh-target";
import type { BalancerMember } from "../rolling/membership/balancer-member";
import type { ProductInstall } from "./product-install";

/** A zip that holds one version of a product. */
export interface Distribution {
  /** `https://` (fetched by the node) or `file://` (uploaded from here), a zip. */
  readonly source: string;
  /** Hex digest the zip must have. */
  readonly sha256?: string;
  /** The folder that the zip holds, `wso2mi-4.4.0`; unpacked as `<directory>/<name>`. */
  readonly name: string;
  readonly directory: string;
  /** System user that owns and runs the product. */
  readonly owner: string;
  /** By which number the user is made where there is none: NFS knows users by number. @default the next free one */
  readonly ownerUid?: number;
  readonly timeoutSec: number;
}

/** `stage`: brings a distribution to a node while the node still serves. */
export interface StagePlan extends Distribution, RollPart {
  readonly target: SshTarget;
}

/** `stage-ahead`: the same for all nodes side by side, before the first of them is drained. */
export interface StageAheadPlan {
  readonly distribution: Distribution;
  /** A node that a balancer has had in service must be reached; of the others the machine may not be there yet. */
  readonly nodes: readonly {
    readonly target: SshTarget;
    readonly members: readonly BalancerMember[];
    /** What will be installed there: it is tried on the staged version. @default nothing is tried */
    readonly install?: ProductInstall;
  }[];
}
