import type * as pulumi from "@pulumi/pulumi";
import type { Distribution, MachinePlan, ServicePlan, SshTarget } from "../program/plans";
import type { ResolvedLimits } from "./limits";

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
export interface Workload {
  readonly version: string;
  /** What a new machine must have. */
  readonly packages: MachinePlan["packages"];
  /** Brought to all nodes ahead of a roll. @default nothing */
  readonly distribution?: Distribution;
  /** How it runs on one node; secret. Makes the resources that belong to that, a certificate for example. */
  plan(node: WorkloadNode): pulumi.Output<ServicePlan>;
}
