import * as pulumi from "@pulumi/pulumi";
import type { Distribution, ServicePlan } from "../../program/plans";
import type { Workload, WorkloadNode } from "../../rolling/workload";
import { failOnProblems } from "../../validation/fail-on-problems";
import { checkApplication } from "./check-application";
import { type Application, planApplication } from "./plan-application";

export interface ApplicationWorkloadArgs {
  application: Application;
  /** Variables of each node, for files and for the script. */
  variables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Any application as what a rolling group runs, on machines whose service managers know it already.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class ApplicationWorkload implements Workload {
  readonly version: string;
  /** The machines are not made here: what they need, they have. */
  readonly packages = [];
  readonly distribution?: Distribution;

  constructor(private readonly args: ApplicationWorkloadArgs) {
    const { application, variables } = args;
    failOnProblems("Application", checkApplication(application, variables));
    this.version = application.version;
    this.distribution = application.distribution;
  }

  plan({ key, ssh, limits }: WorkloadNode): pulumi.Output<ServicePlan> {
    const { application, variables } = this.args;
    return pulumi.secret(
      ssh.apply((target) =>
        planApplication(application, { target, variables: variables[key] ?? {} }, limits),
      ),
    );
  }
}
