import type { SshTarget } from "../../remote/ssh-target";

/** A command of the operator's that a roll runs at a fixed point: around a node, a batch or the whole roll. */
export interface Hook {
  /** For messages: `warm the cache`. */
  readonly name: string;
  /** A line for `sh`; a status other than 0 ends the roll. */
  readonly command: string;
  /** On the node, as its SSH user, or on the computer that runs `pulumi up`. */
  readonly on: "node" | "operator";
  /** Then the command and all that it started are ended, and the hook has failed. */
  readonly timeoutSec: number;
}

/** What hooks are told and where they run. */
export interface HookContext {
  /** Whom messages name: a node's key, `batch 2`. */
  readonly label: string;
  /** The environment that the command gets beside its own: `WSO2_NODE`, `WSO2_ADDRESS`, `WSO2_VERSION`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The machine of hooks that run `on: node`. */
  readonly target?: SshTarget;
}

/** `run-hooks`: one after the other, until one fails. */
export interface HookPlan {
  readonly hooks: readonly Hook[];
  readonly context: HookContext;
}
