import type { Command } from "commander";
import { isDue } from "../../components/cli/certificate-ends";
import { findGroups, joinStatusPlans } from "../../components/cli/groups";
import { readRollStatus, repairRoll } from "../../components/cli/run-roll";
import { awsEnvironment } from "../cloud/aws-environment";
import { readVersions } from "./node-versions";
import { planStatus } from "./plan-status";
import { toStderr } from "./progress";
import { renderStatus } from "./render-status";
import { findSandbox } from "./running-sandbox";
import { type StackChoice, withPresentStack } from "./stack-options";

interface StatusChoice extends StackChoice {
  readonly json?: boolean;
  readonly repair?: boolean;
}

export function registerStatus(program: Command): void {
  withPresentStack(
    program.command("status").description("the live state: ELB members, servers on each HAProxy, versions"),
  )
    .option("--json", "as JSON")
    .option(
      "--repair",
      "first bring back nodes that a roll left out, or that one HAProxy has in service and another has not",
    )
    .addHelpText(
      "after",
      `
Examples:
  npm run sandbox -- status --stack prod
  npm run sandbox -- status --repair
  npm run -s sandbox -- status --json`,
    )
    .action(async ({ stack, json, repair }: StatusChoice) => {
      const { cloud, outputs, view } = await findSandbox(stack);
      // The roll program asks the load balancers in this process.
      Object.assign(process.env, awsEnvironment(cloud.status.endpoint));
      const plan = joinStatusPlans(findGroups(stack, { ...outputs }));
      if (repair && !(await repairRoll(plan, toStderr)).ok) process.exitCode = 1;
      const [roll, versions] = await Promise.all([readRollStatus(plan), readVersions(cloud.status.machines)]);
      const status = planStatus(stack, view.url, outputs, cloud.status, roll, versions);
      if (status.certificates.some(isDue)) process.exitCode = 1;
      console.log(json ? JSON.stringify(status, undefined, 2) : renderStatus(status));
    });
}
