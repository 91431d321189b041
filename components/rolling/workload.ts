import type * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../remote/ssh-target";
import type { Package } from "./host-provider";
import type { ResolvedLimits } from "./limits";
import type { NodePlan } from "./node-plan";

/** The node that a workload's plan is for. */
export interface WorkloadNode {
  readonly parent: pulumi.Resource;
  /** Name for the resources of this node: `<group>-<key>`. */
  readonly name: string;
  readonly key: string;
  readonly ssh: pulumi.Output<SshTarget>;
  readonly limits: ResolvedLimits;
}

/** What runs on the nodes of a rolling group: a WSO2 product, or any other application. */
export interface Workload<P extends NodePlan = NodePlan> {
  readonly version: string;
  /** What a new machine must have. */
  readonly packages: readonly Package[];
  /** Brought to all nodes ahead of a roll. @default nothing */
  readonly distribution?: { readonly name: string };
  /** How it runs on one node; secret. Makes the resources that belong to that, a certificate for example. */
  plan(node: WorkloadNode): pulumi.Output<P>;
  /** A digest of what a plan makes of a node, not secret: a change of it rolls the node. */
  digest(plan: P): string;
  /** What is tried on a node ahead of the roll, beside bringing the distribution; secret. @default nothing */
  tried?(plan: P): object;
  /** What, beside another distribution, is a reason to try the nodes anew ahead of the roll; not secret. @default nothing */
  readonly triedFor?: string;
  /** The same plan for what is there already: without what is brought and changed before a start. */
  asInstalled(plan: P): P;
}
