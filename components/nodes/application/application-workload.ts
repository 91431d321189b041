import * as pulumi from "@pulumi/pulumi";
import type { Workload, WorkloadNode } from "../../rolling/workload";
import { failOnProblems } from "../../validation/fail-on-problems";
import type { Distribution } from "../distribution";
import { asInstalled, digestService } from "../plan-service";
import type { ServicePlan } from "../service-plan";
import { checkApplication } from "./check-application";
import { type Application, planApplication } from "./plan-application";

/** The application that runs on the nodes. */
export interface ApplicationWorkloadArgs {
  /** What it consists of, what runs it, and when it can serve. */
  application: Application;
  /** Variables of each node, for files and for the script. @default none */
  variables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Any application as what a rolling group runs, on machines whose service managers know it already.
 * @throws pulumi.InputPropertiesError before anything is registered.
 */
export class ApplicationWorkload implements Workload<ServicePlan> {
  readonly version: string;
  readonly digest = digestService;
  readonly asInstalled = asInstalled;
  /** The machines are not made here: what they need, they have. */
  readonly packages = [];
  readonly distribution?: Distribution;

  constructor(private readonly args: ApplicationWorkloadArgs) {
    const { application, variables = {} } = args;
    failOnProblems("Application", checkApplication(application, variables));
    this.version = application.version;
    this.distribution = application.distribution;
  }

  plan({ key, ssh, limits }: WorkloadNode): pulumi.Output<ServicePlan> {
    const { application, variables = {} } = this.args;
    return pulumi.secret(
      ssh.apply((target) =>
        planApplication(application, { target, variables: variables[key] ?? {} }, limits),
      ),
    );
  }
}
