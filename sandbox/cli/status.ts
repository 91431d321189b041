import type { Command } from "commander";
import { readVersions } from "./node-versions";
import { planStatus } from "./plan-status";
import { renderStatus } from "./render-status";
import { readRollStatus, repairRoll } from "./roll-status";
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
      if (repair && !(await repairRoll(outputs.statusPlan, cloud.status.endpoint))) process.exitCode = 1;
      const [roll, versions] = await Promise.all([
        readRollStatus(outputs.statusPlan, cloud.status.endpoint),
        readVersions(cloud.status.machines),
      ]);
      const status = planStatus(stack, view.url, outputs, cloud.status, roll, versions);
      console.log(json ? JSON.stringify(status, undefined, 2) : renderStatus(status));
    });
}
